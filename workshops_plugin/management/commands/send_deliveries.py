"""Works the outbox off; for cron, or for a service that goes on."""

import signal
import threading
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from ...mailing.enums import DeliveryState
from ...mailing.models import Delivery, MailState
from ...mailing.worker import LEASE, work

BAR = 30


class Command(BaseCommand):
    # Cron starts it every minute; "check" and "migrate" tell what is wrong.
    requires_system_checks = []
    help = (
        "Sends what waits in the outbox, then ends: run it from cron every minute. "
        "With --loop it goes on until it is stopped. Several may run at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="Go on for ever.")
        parser.add_argument(
            "--interval",
            type=float,
            default=10,
            help="Seconds between two looks into an empty outbox (with --loop).",
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="Seconds after which another worker takes over what this one left.",
        )

    def handle(self, *, loop, interval, lease, **options):
        if interval <= 0 or lease <= 0:
            raise CommandError("--interval and --lease must be above zero.")
        self.stop = threading.Event()
        self.listen()
        while True:
            self.round(timedelta(seconds=lease), loop)
            if not loop or self.stop.wait(interval):
                break

    def listen(self):
        """End after the message at hand when asked to end."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stop.set())

    def round(self, lease, loop):
        try:
            if loop:
                close_old_connections()
            self.total, self.shown = self.waiting(), None
            tally = work(lease=lease, stopped=self.stop.is_set, told=self.told)
        except DatabaseError as error:
            if not loop:
                raise
            self.stderr.write(f"The database does not answer: {error}")
            return
        if self.shown is not None and self.stdout.isatty():
            self.stdout.write("")
        if not loop or tally:
            self.sum_up(tally)

    def waiting(self):
        return Delivery.objects.filter(state=DeliveryState.WAITING).count()

    def told(self, tally):
        """Draw the progress on a terminal, at most once a second."""
        now = timezone.now()
        if not self.stdout.isatty() or (
            self.shown and now - self.shown < timedelta(seconds=1)
        ):
            return
        self.shown, done = now, sum(tally.values())
        total = max(self.total, done)
        filled = BAR * done // total
        bar = "#" * filled + "." * (BAR - filled)
        self.stdout.write(f"\r[{bar}] {done} of {total}", ending="")
        self.stdout.flush()

    def sum_up(self, tally):
        state = MailState.load()
        self.stdout.write(
            f"{tally[DeliveryState.SENT]} sent, "
            f"{tally[DeliveryState.WAITING]} to be tried again, "
            f"{tally[DeliveryState.FAILED]} failed, "
            f"{tally[DeliveryState.DROPPED]} not sent any more, "
            f"{self.waiting()} waiting."
        )
        if state.paused_at:
            self.stdout.write("Sending is paused: an editor can resume it.")
        elif state.is_resting:
            self.stdout.write(
                f"The mail server does not answer ({state.trouble}); it is left alone "
                f"until {state.resume_at:%H:%M:%S} UTC."
            )
