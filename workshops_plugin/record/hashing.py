"""What the hash of a version covers, for whoever writes it and whoever checks it.

A version is a row of its model, or a tuple with the same names: what checks thousands
reads tuples.
"""

from decimal import Decimal
from functools import cache

from django.contrib.auth import get_user_model
from django.db import models

from .canonical import digest


def digests(version, records, stored=None):
    """Return {name: digest} of what ``version`` says, its reason included.

    What was erased keeps the digest that it had: that of ``stored``, which is what
    the version has.
    """
    stored = version.digests if stored is None else stored
    salts, found = version.salts, {}
    for name, attribute, read, is_personal in _hashed(records, version.format):
        if is_personal and name not in salts:
            found[name] = stored.get(name)
            continue
        value = getattr(version, attribute)
        salt = salts[name] if is_personal else None
        found[name] = digest(None if value is None else read(value), salt)
    found["reason"] = (
        digest(version.history_change_reason or "", salts["reason"])
        if "reason" in salts
        else stored.get("reason")
    )
    return found


def facts(version, records, its_digests):
    """Return what enters the hash of ``version``, its values by ``its_digests``."""
    return {
        "model": records.cls._meta.model_name,
        "format": version.format,
        "chain": version.chain_id,
        "position": version.position,
        "kind": version.history_type,
        "at": version.history_date,
        "by": version.history_user_id,
        "fields": its_digests,
    }


def value_of(field, row):
    """Return the value of ``field`` in ``row`` as it reads from any database."""
    value = getattr(row, field.attname)
    return None if value is None else _reader(field)(value)


def names_user(field):
    """Tell whether ``field`` names a user whom the site may delete."""
    return (
        field.is_relation
        and field.remote_field.on_delete is models.SET_NULL
        and field.related_model is get_user_model()
    )


@cache
def _hashed(records, format):
    """Return (name, attribute, reader, is personal) of each field; made once."""
    return [
        (field.name, field.attname, _reader(field), field.name in records.personal)
        for field in records.fields(format)
    ]


@cache
def _reader(field):
    """Return what makes a value of ``field`` read as it does from any database."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.DecimalField):
        unit = Decimal(1).scaleb(-target.decimal_places)
        return lambda value: target.to_python(value).quantize(unit)
    return target.to_python
