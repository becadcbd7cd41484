"""The sandbox, made quick and quiet for tests."""

import atexit
import os
import shutil
import tempfile

if "SANDBOX_VAR" not in os.environ:
    os.environ["SANDBOX_VAR"] = tempfile.mkdtemp(prefix="workshops-tests-")
    atexit.register(shutil.rmtree, os.environ["SANDBOX_VAR"], ignore_errors=True)

from sandbox.settings import *  # noqa: F403
from sandbox.settings import DATABASES, VAR_DIR

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and the live server have connections of their own,
    # as in production; it need not survive a power cut.
    _database["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    _database["OPTIONS"] = {
        **_database.get("OPTIONS", {}),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
    }
elif _database["ENGINE"].endswith("mysql"):
    # People's names and answers hold any character, emoji included.
    _database["TEST"] = {"CHARSET": "utf8mb4"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
DEBUG = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "workshops_private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# A test whose clock stands still would wait for ever for the next message's turn.
WORKSHOPS_MAIL_RATE = None
