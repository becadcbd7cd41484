from django.core.management.base import BaseCommand, CommandError

from workshops_plugin.webinars.placing import misplaced, repair


class Command(BaseCommand):
    help = (
        "Compares what Wagtail knows of who may see the pages of webinars with the "
        "webinars themselves, and puts it right. Harmless to run at any time; run it "
        "every night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only report; exit with an error if anything is wrong.",
        )

    def handle(self, *, check, **options):
        findings = list(misplaced()) if check else repair()
        for page, sentence in findings:
            self.stdout.write(f"{page.pk} {page.url_path}: {sentence}")
        if not findings:
            self.stdout.write("Every page of a webinar is where it belongs.")
        elif check:
            raise CommandError(f"{len(findings)} pages are not as they should be.")
        else:
            self.stdout.write(f"Repaired: {len(findings)}.")
