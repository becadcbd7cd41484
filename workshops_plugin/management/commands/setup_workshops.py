from django.core.management.base import BaseCommand, CommandError

from ...members import roles


class Command(BaseCommand):
    help = (
        "Makes the groups for editors, reviewers and auditors and gives them what "
        "they lack. Run it again after adding a call index or upgrading."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only say what is missing, and fail if anything is.",
        )

    def handle(self, *, check, **options):
        if check:
            return self.check_only()
        done = roles.set_up_roles()
        for sentence in done:
            self.stdout.write(sentence)
        if not done:
            self.stdout.write("Everything was there already.")
        return None

    def check_only(self):
        lacking = roles.missing()
        for sentence in lacking:
            self.stdout.write(f"Missing: {sentence}")
        if lacking:
            raise CommandError(
                f"{len(lacking)} things are missing: run setup_workshops."
            )
        self.stdout.write("Nothing is missing.")
