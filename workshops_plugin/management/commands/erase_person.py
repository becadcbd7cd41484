from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...errors import Refused
from ...members.erasure import erase_person


class Command(BaseCommand):
    help = (
        "Erases what is kept about a person, as is that person's right: memberships, "
        "contact details, letters, what was said about conflicts of interest. Scores, "
        "decisions and chains stay, without a name."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="The person's e-mail address.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would be erased."
        )
        parser.add_argument(
            "--delete-account",
            action="store_true",
            help="Delete the account too, so that nothing links what stays with it.",
        )

    def handle(self, address, *, dry_run, delete_account, **options):
        User = get_user_model()
        field = User.get_email_field_name()
        user = User.objects.filter(**{f"{field}__iexact": address.strip()}).first()
        try:
            with transaction.atomic():
                found = erase_person(user, by=None, addresses=[address])
                if delete_account and user is not None:
                    user.delete()
                    found["accounts"] = 1
                if dry_run:
                    transaction.set_rollback(True)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if not found:
            raise CommandError(f"Nothing is kept about {address}.")
        said = "Would erase" if dry_run else "Erased"
        words = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
        self.stdout.write(f"{said}: {words}.")
        if user is not None and not delete_account:
            self.stdout.write(
                "The account is still there. Delete it as your site does, or run this "
                "again with --delete-account."
            )
