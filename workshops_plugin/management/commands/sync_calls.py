from django.core.management.base import BaseCommand, CommandError

from workshops_plugin.calls.actions import sync_calls


class Command(BaseCommand):
    help = (
        "Makes every call's rows say what its live source page says. Harmless to run "
        "at any time; a second run finds nothing to do."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only report; exit with an error if anything differs.",
        )

    def handle(self, *, check, **options):
        findings = sync_calls(repair=not check)
        for finding in findings:
            self.stdout.write(f"{finding.page.pk}: {finding.sentence}")
        if not findings:
            self.stdout.write("All calls are as their pages say.")
        elif check:
            raise CommandError(f"{len(findings)} calls differ from their pages.")
        else:
            self.stdout.write(f"Repaired: {len(findings)}.")
