"""Where uploaded files live: outside MEDIA_ROOT, never under a public address."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from ..conf import app_settings

STORAGE_ALIAS = "workshops_private"


def private_storage():
    """Return the site's "workshops_private" storage, or a private folder."""
    if STORAGE_ALIAS in settings.STORAGES:
        return storages[STORAGE_ALIAS]
    return FileSystemStorage(location=app_settings.private_root, base_url=None)


def upload_path(attachment, filename):
    """Name the stored file by id alone: names of people's files say too much."""
    return f"proposals/{attachment.proposal_id}/{attachment.id}"
