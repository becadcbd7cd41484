import json
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from ...record import seals
from ...record.verification import verify


class Command(BaseCommand):
    help = (
        "Walks the record and names what is not as it was written. Exits with 1 if "
        "anything is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--root", type=UUID, help="Only what belongs to the call with this key."
        )
        parser.add_argument(
            "--seal",
            type=Path,
            help="A seal that you kept as a file: it is checked against the database.",
        )
        parser.add_argument(
            "--digest", help="The digest of a seal, as a selection report prints it."
        )

    def handle(self, *, root, seal, digest, **options):
        report = verify(root, held=self.read(seal))
        if digest and not seals.stored(digest):
            report.add("seal_gone", "No seal has the digest %(digest)s.", digest=digest)
        for finding in report.findings:
            self.stderr.write(self.style.ERROR(finding.sentence))
        words = f"{report.versions:,} records in {report.chains:,} chains"
        if not report.intact:
            count = len(report.findings)
            wrong = "1 thing is" if count == 1 else f"{count:,} things are"
            raise CommandError(f"{words}: {wrong} wrong.")
        self.stdout.write(self.style.SUCCESS(f"{words}, all intact"))
        for line in self.notes(report):
            self.stdout.write(line)

    def read(self, path):
        if path is None:
            return None
        try:
            return seals.read(json.loads(path.read_text()))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from error

    def notes(self, report):
        if report.seals:
            fit = "1 seal fits" if report.seals == 1 else f"{report.seals:,} seals fit"
            yield f"{fit}."
        if report.adopted:
            yield (
                f"{report.adopted:,} records are older than the chains: that they "
                "were not changed before is not proved."
            )
        if report.purged:
            yield f"Purged, as their seals say: {report.purged:,}."
        if report.erased:
            yield f"{report.erased:,} personal texts were erased."
