"""Gives the editors the site's pages; the app's own roles come with the app."""

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command, get_commands
from wagtail.models import GroupPagePermission

from sandbox.home.models import HomePage

from .ledger import once

EDITORS = "Workshop editors"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page")


def load_groups():
    if "setup_workshops" in get_commands():
        call_command("setup_workshops", verbosity=0)
    for name in (EDITORS, "Workshop reviewers", "Workshop auditors"):
        group, made = Group.objects.get_or_create(name=name)
        if made:
            group.permissions.set(
                Permission.objects.filter(
                    content_type__app_label__in=["workshops_plugin", "wagtailadmin"]
                )
            )


def load_page_permissions():
    once("permissions:pages", _let_editors_edit_pages)


def _let_editors_edit_pages():
    editors = Group.objects.get(name=EDITORS)
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    )
    for home in HomePage.objects.all():
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=editors, page=home, permission=permission
            )
    editors.permissions.add(
        Permission.objects.get(
            content_type__app_label="wagtail_localize", codename="submit_translation"
        )
    )
