from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import override_settings

from sandbox.demo.addresses import summary
from sandbox.demo.load import load_demo


class Command(BaseCommand):
    help = (
        "Brings in the demonstration: an invented partnership with its members, three "
        "calls in three languages and their proposals. Running it again changes "
        "nothing, except that it reopens the open call once that has closed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, help="Where the site runs; by default from SANDBOX_URL."
        )

    def handle(self, *, port, **options):
        port = port or urlsplit(settings.WAGTAILADMIN_BASE_URL).port or 80
        # Nobody is told about what is made up.
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
            # The clock goes back and forth meanwhile.
            WORKSHOPS_MAIL_RATE=None,
        ):
            load_demo(port)
        self.stdout.write(summary())
