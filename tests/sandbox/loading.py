"""Loads the demonstration, and finds who is in it."""

from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command


def load_demo(**options):
    output = StringIO()
    call_command("load_demo", stdout=output, **options)
    return output.getvalue()


def member(email):
    return get_user_model().objects.get(email=email)
