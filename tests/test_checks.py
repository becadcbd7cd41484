"""Each system check speaks when it should, and only then."""

import pytest
from django.apps import apps
from django.core import checks
from django.core.checks.registry import registry
from django.template import engines

from workshops_plugin.members.backends import ModelBackend


def found():
    """Return what the app's registered checks say, by id."""
    ours = [
        check
        for check in registry.get_checks(include_deployment_checks=True)
        if check.__module__ == "workshops_plugin.checks"
    ]
    messages = [
        message
        for check in ours
        for message in check(app_configs=None, databases=["default"])
    ]
    return {message.id: message for message in messages}


@pytest.fixture(autouse=True)
def sound(settings, tmp_path):
    """A site with nothing to complain of."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WORKSHOPS_PRIVATE_ROOT = tmp_path / "private"


def addresses(user):
    return [user.email]


def test_a_sound_site_hears_nothing():
    assert found() == {}


@pytest.mark.parametrize(
    "app", ["django_countries", "simple_history", "wagtail.contrib.settings"]
)
def test_a_missing_app(app, monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: name != app)
    message = found()["workshops.E001"]
    assert message.level == checks.ERROR
    assert app in message.msg


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("no.such.module.Backend", "No module named"),
        ("workshops_plugin.members.backends.NoSuchBackend", "NoSuchBackend"),
        ("pathlib.Path", "not a subclass of Backend"),
        (f"{__name__}.addresses", "not a subclass of Backend"),
    ],
)
def test_a_bad_membership_backend(path, problem, settings):
    settings.WORKSHOPS_MEMBERSHIP_BACKEND = path
    message = found()["workshops.E002"]
    assert message.level == checks.ERROR
    assert problem in message.msg


class OwnBackend(ModelBackend):
    pass


def test_a_backend_of_the_sites_own(settings):
    settings.WORKSHOPS_MEMBERSHIP_BACKEND = f"{__name__}.OwnBackend"
    assert found() == {}


def test_no_verified_addresses(settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = None
    assert found()["workshops.I001"].level == checks.INFO


@pytest.mark.parametrize("path", ["no.such.function", f"{__name__}.NOTHING"])
def test_verified_addresses_from_nowhere(path, settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = path
    message = found()["workshops.E003"]
    assert message.level == checks.ERROR
    assert path in message.msg


def test_verified_addresses_from_a_function_of_the_sites_own(settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = f"{__name__}.addresses"
    assert found() == {}


@pytest.mark.parametrize("public", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_private_files_in_a_public_folder(public, settings):
    without = {k: v for k, v in settings.STORAGES.items() if k != "workshops_private"}
    settings.STORAGES = without
    assert found() == {}
    settings.WORKSHOPS_PRIVATE_ROOT = getattr(settings, public) / "uploads"
    message = found()["workshops.E004"]
    assert message.level == checks.ERROR
    assert str(settings.WORKSHOPS_PRIVATE_ROOT) in message.msg


def test_a_storage_of_the_sites_own_is_the_sites_matter(settings):
    assert "workshops_private" in settings.STORAGES
    settings.WORKSHOPS_PRIVATE_ROOT = settings.MEDIA_ROOT / "uploads"
    assert found() == {}


@pytest.mark.parametrize("name", ["FILE_MAX_SIZE", "FILE_MAX_COUNT", "TEXT_MAX_LENGTH"])
@pytest.mark.parametrize("value", [0, -1, "many", 1.5, None])
def test_a_bad_number(name, value, settings):
    setattr(settings, f"WORKSHOPS_{name}", value)
    message = found()["workshops.E005"]
    assert message.level == checks.ERROR
    assert f"WORKSHOPS_{name} " in message.msg


@pytest.mark.urls("wagtail.documents.urls")
def test_addresses_that_were_not_included():
    message = found()["workshops.E006"]
    assert message.level == checks.ERROR
    assert "workshops_plugin.urls" in message.hint


def test_a_missing_base_template(settings):
    bare = {**settings.TEMPLATES[0], "DIRS": []}
    settings.TEMPLATES = [bare]
    message = found()["workshops.W001"]
    assert message.level == checks.WARNING
    assert "docs/how-to/templates.md" in message.hint


def test_a_base_template_that_needs_a_request(settings, tmp_path):
    folder = tmp_path / "workshops_plugin"
    folder.mkdir()
    (folder / "base.html").write_text("{% load wagtailcore_tags %}{% wagtail_site %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert engines["django"].get_template("workshops_plugin/base.html")
    assert found() == {}


@pytest.mark.parametrize("options", [{}, {"transaction_mode": "DEFERRED"}])
def test_sqlite_that_begins_late(options, settings, monkeypatch):
    late = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    monkeypatch.setitem(settings.DATABASES, "other", late)
    message = found()["workshops.W002"]
    assert message.level == checks.WARNING
    assert "“other”" in message.msg


@pytest.mark.parametrize("name", ["nonsense", "no.Such", "home.HomePage", None])
def test_a_page_type_that_carries_no_webinar(name, settings):
    settings.WORKSHOPS_WEBINAR_PAGE = name
    message = found()["workshops.E008"]
    assert str(name) in message.msg
