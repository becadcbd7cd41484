"""Lets the demonstration happen when it is told to have happened."""

import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock


class _AnyDatetime(type):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime)


@contextmanager
def at(moment):
    """Run the block as if it had begun at ``moment`` (aware); the clock goes on.

    It replaces what ``django.utils.timezone.now`` reads rather than that function,
    which model fields hold as their default.
    """
    began = time.monotonic()

    class Clock(datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz=None):
            elapsed = timedelta(seconds=time.monotonic() - began)
            return (moment + elapsed).astimezone(tz)

    with mock.patch("django.utils.timezone.datetime", Clock):
        yield
