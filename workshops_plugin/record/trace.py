"""The log entry that every verb leaves in Wagtail's own history."""

from django.conf import settings
from django.utils import translation
from wagtail.log_actions import log


def trace(instance, word, verb, *, by, **data):
    """Log ``workshops_plugin.<word>.<verb>`` on ``instance`` by ``by``.

    ``data`` must be fit for anybody who may see the object's history: no text of
    a proposal, no score.
    """
    # It keeps the name of what it is about, for readers of any language.
    with translation.override(settings.LANGUAGE_CODE):
        log(
            instance=instance,
            action=f"workshops_plugin.{word}.{verb}",
            user=by,
            data={key: value for key, value in data.items() if value},
        )
