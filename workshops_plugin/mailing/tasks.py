"""What a task backend may do. Nothing depends on it: a worker finds all that is due."""

from django_tasks import task


@task()
def send_queued(keys):
    """Send the deliveries with these keys now."""
    from .worker import send_now

    send_now(keys)
