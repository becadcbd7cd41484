"""What several verbs of webinars need."""

from django.core.exceptions import ValidationError
from django.db import transaction

from ...errors import Refused


def clean_row(row, *names):
    """Refuse ("invalid") a row that is about to be saved with wrong ``names``."""
    others = {field.name for field in row._meta.fields} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        fields = error.message_dict
        sentences = [sentence for found in fields.values() for sentence in found]
        raise Refused(" ".join(sentences), code="invalid", fields=fields) from error


def delete_file(storage, name):
    """Delete a stored file once what forgets it is committed."""
    transaction.on_commit(lambda: storage.delete(name), robust=True)
