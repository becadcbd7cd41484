"""System checks of the record: whether the database guards it."""

from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

from ..conf import app_settings
from . import triggers


@register(Tags.database)
def check_triggers(app_configs, databases=None, **kwargs):
    if not (databases and app_settings.RECORD_TRIGGERS and triggers.supported()):
        return []
    try:
        missing = len(triggers.missing())
    except DatabaseError:
        return []
    if not missing:
        return []
    return [
        Warning(
            f"{missing} of the triggers that guard the record are missing, so the "
            "database does not refuse to rewrite it.",
            hint="Let the database's user make triggers, then run migrate. On MariaDB "
            "with a binary log this needs log_bin_trust_function_creators.",
            id="workshops.W003",
        )
    ]


@register(Tags.security, deploy=True)
def check_triggers_are_on(app_configs, **kwargs):
    if app_settings.RECORD_TRIGGERS:
        return []
    return [
        Error(
            "WORKSHOPS_RECORD_TRIGGERS is off, so the database does not refuse to "
            "rewrite the record.",
            hint="Remove the setting, and run migrate. It is for tests.",
            id="workshops.E007",
        )
    ]
