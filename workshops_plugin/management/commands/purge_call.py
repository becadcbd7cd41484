from django.core.management.base import BaseCommand, CommandError

from ...calls.actions import purge_call
from ...calls.models import Call
from ...errors import Refused


class Command(BaseCommand):
    help = (
        "Deletes a call with its proposals, reviews, decisions and their record, once "
        "its period of retention is over. A tombstone stays among the seals."
    )

    def add_arguments(self, parser):
        parser.add_argument("prefix", help="The prefix of the call's references.")
        parser.add_argument("--reason", required=True, help="Kept in the tombstone.")
        parser.add_argument(
            "--yes", action="store_true", help="Do not ask before deleting."
        )

    def handle(self, prefix, *, reason, yes, **options):
        call = Call.objects.filter(prefix=prefix).first()
        if call is None:
            raise CommandError(f"No call has the prefix {prefix}.")
        count = call.proposals.count()
        if not yes:
            question = f"Delete “{call}” with {count} proposals for good?"
            if input(f"{question} Type {prefix}: ").strip() != prefix:
                raise CommandError("Nothing was deleted.")
        try:
            seal = purge_call(call, by=None, reason=reason)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Deleted. The digest of the tombstone: {seal.digest}")
