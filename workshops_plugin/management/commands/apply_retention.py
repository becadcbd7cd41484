from django.core.management.base import BaseCommand

from ...calls.actions import retain
from ...calls.models import Call
from ...errors import Refused
from ...mailing.forgetting import forget_old


class Command(BaseCommand):
    help = (
        "Removes drafts, files, contact persons, notes and letters of calls whose "
        "period of retention (WORKSHOPS_RETENTION_DAYS) is over. Proposals, reviews, "
        "decisions and chains stay. Only says what it would do, unless told to apply."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--apply", action="store_true", help="Do it; without this, only say so."
        )

    def handle(self, *, apply, **options):
        done = 0
        for call in Call.objects.order_by("closes_at"):
            try:
                found = retain(call, by=None, dry_run=not apply)
            except Refused:
                continue
            if found:
                done += 1
                words = ", ".join(f"{n} {what}" for what, n in sorted(found.items()))
                said = "removed" if apply else "would remove"
                self.stdout.write(f"{call.prefix} ({call}): {said} {words}.")
        if found := forget_old(dry_run=not apply):
            done += 1
            words = ", ".join(f"{n} {what}" for what, n in sorted(found.items()))
            said = "addresses taken out of" if apply else "would take addresses out of"
            self.stdout.write(f"Outbox: {said} {words}.")
        if not done:
            self.stdout.write("Nothing is to be removed.")
        elif not apply:
            self.stdout.write("Nothing was removed. Run it with --apply to do it.")
