"""The test site with a real mail server, for workers in processes of their own."""

import os

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("CRASH_PORT", "0"))
EMAIL_TIMEOUT = 5
WORKSHOPS_MAIL_RATE = int(os.environ.get("CRASH_RATE", "0")) or None
