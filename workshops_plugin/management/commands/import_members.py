from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...errors import Refused
from ...members import actions
from ...members.imports import IMPORTS, decode, get_import

VERBS = {
    "organizations": actions.import_organizations,
    "people": actions.import_people,
}


class Command(BaseCommand):
    help = (
        "Imports organizations, or the people who act for them, from a CSV file. "
        "Imports nothing if a row is bad, unless told to skip bad rows."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=[each.name for each in IMPORTS])
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would happen."
        )
        parser.add_argument(
            "--skip-bad-rows",
            action="store_true",
            help="Import the rows that are good.",
        )

    def handle(self, *, kind, file, dry_run, skip_bad_rows, **options):
        try:
            text, notes = decode(file.read_bytes())
            plan = get_import(kind).plan(text, notes)
            self.report(plan)
            if dry_run:
                self.stdout.write("Nothing was imported: this was a dry run.")
                return
            plan = VERBS[kind](text, by=None, skip_bad_rows=skip_bad_rows)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            self.style.SUCCESS(
                f"Added {len(plan.new)}, changed {len(plan.changed)}, "
                f"skipped {len(plan.bad_rows)}."
            )
        )

    def report(self, plan):
        for note in plan.notes:
            self.stderr.write(self.style.WARNING(note))
        for problem in plan.problems:
            place = f"Row {problem.row}"
            if problem.column:
                place = f"{place}, {problem.column}"
            self.stderr.write(self.style.ERROR(f"{place}: {problem.message}"))
        for change in plan.changes:
            values = ", ".join(
                f"{field}: {before} → {after}" if before else f"{field}: {after}"
                for field, before, after in change.values
            )
            sign = "+" if change.is_new else "~"
            self.stdout.write(f"{sign} row {change.row}, {change.instance}: {values}")
        self.stdout.write(
            f"{len(plan.new)} new, {len(plan.changed)} changed, "
            f"{plan.unchanged} unchanged, {len(plan.bad_rows)} bad rows."
        )
