"""Every setting of the app: its name, its default and what it means.

Read them as attributes of :data:`app_settings`; nothing is cached, so that
``override_settings`` works in a site's tests.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    name: str
    default: Any
    meaning: str


SETTINGS = (
    Setting(
        "WORKSHOPS_MEMBERSHIP_BACKEND",
        "workshops_plugin.members.backends.ModelBackend",
        "Dotted path of the class that answers who is a member.",
    ),
    Setting(
        "WORKSHOPS_MEMBERS_GROUP",
        "Members",
        "The Django group whose users GroupBackend takes for members.",
    ),
    Setting(
        "WORKSHOPS_VERIFIED_EMAILS",
        None,
        "Dotted path of a function: a user in, the addresses that the site has "
        "verified for that user out. Without it nobody claims a membership by "
        "e-mail.",
    ),
    Setting(
        "WORKSHOPS_WEBINAR_LANGUAGES",
        ("en", "fr", "es", "ar", "pt", "zh", "ru"),
        "Codes of the languages in which a webinar may be held or interpreted.",
    ),
    Setting(
        "WORKSHOPS_WEBINAR_PAGE",
        "workshops_plugin.WebinarPage",
        "The page type of webinars that are made from proposals or from their list: "
        "a subclass of WebinarPageMixin, as app_label.ModelName.",
    ),
    Setting(
        "WORKSHOPS_PRIVATE_ROOT",
        None,
        "Folder for uploaded files, outside MEDIA_ROOT. A STORAGES entry named "
        '"workshops_private" comes before it; without either, the folder '
        '"workshops_private" beside MEDIA_ROOT is used.',
    ),
    Setting(
        "WORKSHOPS_FILE_TYPES",
        ("pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods", "png", "jpg", "jpeg"),
        "File name extensions that may be uploaded.",
    ),
    Setting("WORKSHOPS_FILE_MAX_SIZE", 10 * MEGABYTE, "Largest upload, in bytes."),
    Setting(
        "WORKSHOPS_MATERIAL_MAX_SIZE",
        50 * MEGABYTE,
        "Largest file among the materials of a webinar, in bytes.",
    ),
    Setting("WORKSHOPS_FILE_MAX_COUNT", 5, "Files that one answer may hold."),
    Setting(
        "WORKSHOPS_TEXT_MAX_LENGTH",
        20_000,
        "Characters that one long answer may hold.",
    ),
    Setting(
        "WORKSHOPS_FROM_EMAIL",
        None,
        "Sender of the app's messages; without it, DEFAULT_FROM_EMAIL.",
    ),
    Setting(
        "WORKSHOPS_MAIL_RATE",
        600,
        "Messages that may leave in a minute, over all workers; None sets no limit.",
    ),
    Setting(
        "WORKSHOPS_MAIL_RETENTION_DAYS",
        180,
        "Days after which apply_retention takes addresses and names out of messages "
        "that were sent. None keeps them.",
    ),
    Setting(
        "WORKSHOPS_RETENTION_DAYS",
        730,
        "Days after the announcement of a call, or else its closing, for which "
        "everything is kept: then apply_retention may remove drafts, files, contacts "
        "and letters, and purge_call the call. None keeps everything.",
    ),
    Setting(
        "WORKSHOPS_LANGUAGE_GUARDS",
        ("tree", "unpublish", "schedule", "privacy"),
        "What the app does for translated pages of its types, and for those above "
        "them, because wagtail-localize does not. Take out a name to switch that off.",
    ),
    Setting(
        "WORKSHOPS_RECORD_TRIGGERS",
        True,
        "Whether the database itself refuses to rewrite the record. Switch it off "
        "for tests that flush the database, never for a site.",
    ),
)

_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class AppSettings:
    """Attribute access to the settings above, without their prefix."""

    def __getattr__(self, name):
        name = f"WORKSHOPS_{name}"
        if name not in _DEFAULTS:
            raise AttributeError(name)
        return getattr(settings, name, _DEFAULTS[name])

    def load(self, name):
        """Import what a dotted-path setting names; None stays None."""
        path = getattr(self, name)
        return import_string(path) if path else None

    @property
    def private_root(self):
        """The folder for uploads when the site names no storage, as a Path."""
        if self.PRIVATE_ROOT:
            return Path(self.PRIVATE_ROOT)
        media = Path(settings.MEDIA_ROOT or "media").resolve()
        return media.parent / "workshops_private"


app_settings = AppSettings()
