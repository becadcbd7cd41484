"""What a task backend may do. Nothing depends on it: a worker finds all that is due."""

import time

from django_tasks import task, task_backends
from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend

#: How long one task works, in seconds, before another goes on.
LONGEST = 240


@task()
def send_queued(keys):
    """Send the deliveries with these keys now."""
    from .worker import send_now

    send_now(keys)


@task()
def work_outbox():
    """Send what is due, a while at most; then let another task go on."""
    from .worker import work

    end = time.monotonic() + LONGEST
    if work(stopped=lambda: time.monotonic() > end) and time.monotonic() > end:
        work_outbox.enqueue()


def nudge_worker():
    """Have a task backend work the outbox off, if it does not run tasks in place."""
    if not isinstance(task_backends["default"], (ImmediateBackend, DummyBackend)):
        work_outbox.enqueue()
