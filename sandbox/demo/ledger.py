"""Remembers what the demonstration has made, so that it is never made twice."""

from django.db import transaction

from sandbox.home.models import DemoItem


def once(name, make, *args, **kwargs):
    """Call ``make`` unless that was done under ``name`` before: both or neither.

    What a person has renamed, moved or deleted since is left alone.
    """
    if DemoItem.objects.filter(name=name).exists():
        return
    with transaction.atomic():
        make(*args, **kwargs)
        DemoItem.objects.create(name=name)
