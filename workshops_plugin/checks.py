"""System checks: what an installation still lacks, in sentences."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Info, Tags, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from .calls.storage import STORAGE_ALIAS
from .conf import app_settings
from .members.backends import Backend
from .webinars.pages import WebinarPageMixin

#: Limits that a site may lift altogether.
MAY_BE_NONE = {"MAIL_RATE", "MAIL_RETENTION_DAYS"}


@register()
def check_settings(app_configs, **kwargs):
    return [
        *_check_apps(),
        *_check_backend(),
        *_check_verified_emails(),
        *_check_storage(),
        *_check_numbers(),
        *_check_webinar_page(),
    ]


def _check_apps():
    return [
        Error(
            f"workshops_plugin needs “{name}” in INSTALLED_APPS.",
            hint=f"Add “{name}” to INSTALLED_APPS.",
            id="workshops.E001",
        )
        for name in ("django_countries", "simple_history", "wagtail.contrib.settings")
        if not apps.is_installed(name)
    ]


def _check_backend():
    try:
        backend = app_settings.load("MEMBERSHIP_BACKEND")
        valid = isinstance(backend, type) and issubclass(backend, Backend)
        problem = "" if valid else "it is not a subclass of Backend"
    except ImportError as error:
        problem = str(error)
    if not problem:
        return []
    return [
        Error(
            f"WORKSHOPS_MEMBERSHIP_BACKEND names no membership backend: {problem}.",
            hint="Name a subclass of workshops_plugin.members.backends.Backend.",
            id="workshops.E002",
        )
    ]


def _check_verified_emails():
    path = app_settings.VERIFIED_EMAILS
    if path is None:
        return [
            Info(
                "Memberships that wait for an e-mail address are not claimed at "
                "sign-in, because WORKSHOPS_VERIFIED_EMAILS is not set.",
                hint="Name a function that returns the addresses your site has "
                "verified, such as "
                "workshops_plugin.members.verification.allauth_emails.",
                id="workshops.I001",
            )
        ]
    try:
        valid = callable(import_string(path))
    except ImportError:
        valid = False
    if valid:
        return []
    return [
        Error(
            f"WORKSHOPS_VERIFIED_EMAILS is “{path}”, which is not a function.",
            hint="Give the dotted path of a function that takes a user.",
            id="workshops.E003",
        )
    ]


def _check_storage():
    if STORAGE_ALIAS in settings.STORAGES:
        return []
    root = app_settings.private_root.resolve()
    public = [settings.MEDIA_ROOT, settings.STATIC_ROOT]
    if not any(p and root.is_relative_to(Path(p).resolve()) for p in public):
        return []
    return [
        Error(
            f"Uploaded files would be stored in {root}, which your web server shows "
            "to everybody.",
            hint="Set WORKSHOPS_PRIVATE_ROOT to a folder outside MEDIA_ROOT and "
            f"STATIC_ROOT, or define STORAGES[“{STORAGE_ALIAS}”].",
            id="workshops.E004",
        )
    ]


def _check_numbers():
    names = (
        "MAIL_RATE",
        "MAIL_RETENTION_DAYS",
        "FILE_MAX_SIZE",
        "FILE_MAX_COUNT",
        "MATERIAL_MAX_SIZE",
        "TEXT_MAX_LENGTH",
    )
    return [
        Error(
            f"WORKSHOPS_{name} must be a whole number above zero.",
            hint=f"Correct or remove WORKSHOPS_{name}.",
            id="workshops.E005",
        )
        for name in names
        if not _is_number(getattr(app_settings, name))
        and not (name in MAY_BE_NONE and getattr(app_settings, name) is None)
    ]


def _is_number(value):
    return isinstance(value, int) and value >= 1


def _check_webinar_page():
    name = app_settings.WEBINAR_PAGE
    try:
        model = apps.get_model(name)
        valid = issubclass(model, WebinarPageMixin)
    except (LookupError, ValueError, AttributeError):
        valid = False
    if valid:
        return []
    return [
        Error(
            f"WORKSHOPS_WEBINAR_PAGE is “{name}”, which is no page type of webinars.",
            hint="Name a model that has WebinarPageMixin among its bases, as "
            "app_label.ModelName, or remove the setting.",
            id="workshops.E008",
        )
    ]


@register(Tags.urls)
def check_urls(app_configs, **kwargs):
    try:
        reverse("workshops:proposals")
    except NoReverseMatch:
        return [
            Error(
                "The addresses of workshops_plugin are not part of your URLconf.",
                hint="Add path(“workshops/”, include(“workshops_plugin.urls”)) before "
                "Wagtail's own patterns, inside i18n_patterns if you use them.",
                id="workshops.E006",
            )
        ]
    return []


@register(Tags.templates)
def check_bridge(app_configs, **kwargs):
    try:
        get_template("workshops_plugin/base.html").render({})
    except TemplateDoesNotExist as error:
        return [
            Warning(
                f"The template “{error}” does not exist, so public pages cannot show.",
                hint="Make a template workshops_plugin/base.html that extends your "
                "site's base template: see docs/how-to/templates.md.",
                id="workshops.W001",
            )
        ]
    except Exception:
        # A base template may well need a request; that it was found is enough.
        return []
    return []


@register(Tags.database)
def check_sqlite(app_configs, databases=None, **kwargs):
    return [
        Warning(
            f"The SQLite database “{alias}” does not begin its transactions at once, "
            "so two people who save together can see “database is locked”.",
            hint='Add "OPTIONS": {"transaction_mode": "IMMEDIATE"} to it.',
            id="workshops.W002",
        )
        for alias, database in settings.DATABASES.items()
        if database.get("ENGINE", "").endswith("sqlite3")
        and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    ]
