"""Sets up the app's roles, and lets editors translate, which is the site's to say."""

from io import StringIO

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from .ledger import once


def load():
    """Give the groups what they lack. Call it again once there are call indexes."""
    call_command("setup_workshops", stdout=StringIO())
    once("permissions:translate", _let_editors_translate)


def _let_editors_translate():
    permission = Permission.objects.get(
        content_type__app_label="wagtail_localize", codename="submit_translation"
    )
    Group.objects.get(name="Workshop editors").permissions.add(permission)
