"""The reference names everything that a site can set, run, grant or receive."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.dispatch import Signal
from wagtail.log_actions import registry

from workshops_plugin import checks, signals
from workshops_plugin.members.roles import role_permissions
from workshops_plugin.record import checks as record_checks

REFERENCE = Path(__file__).resolve().parent.parent / "docs/reference"


def names(page):
    """Return what ``page`` sets in code, with what “….word” abbreviates in full."""
    found, stem = set(), ""
    for name in re.findall(r"`([^`]+)`", (REFERENCE / page).read_text()):
        if name.startswith("…."):
            name = stem + name.removeprefix("….")
        stem = name[: name.rfind(".") + 1]
        found.add(name)
    return found


def test_every_command_is_in_the_reference():
    ours = {name for name, app in get_commands().items() if app == "workshops_plugin"}
    assert ours <= names("commands.md")


def test_every_signal_is_in_the_reference():
    ours = {name for name, each in vars(signals).items() if isinstance(each, Signal)}
    assert ours <= names("signals.md")


def test_every_check_is_in_the_reference():
    sources = [Path(module.__file__) for module in (checks, record_checks)]
    source = "".join(path.read_text() for path in sources)
    assert set(re.findall(r"workshops\.[EWI]\d+", source)) <= names("checks.md")


def test_every_log_action_is_in_the_reference():
    ours = {
        action
        for action, _label in registry.get_choices()
        if action.startswith("workshops_plugin.")
    }
    assert ours
    assert ours <= names("checks.md")


@pytest.mark.django_db
def test_every_permission_of_its_own_is_in_the_reference():
    usual = ("add_", "change_", "delete_", "view_")
    ours = {
        permission.codename
        for permission in role_permissions()
        if not permission.codename.startswith(usual)
    }
    assert ours
    assert ours <= names("permissions.md")


def test_every_kind_of_message_is_in_the_reference():
    from workshops_plugin.mailing.kinds import all_kinds

    assert {kind.name for kind in all_kinds()} <= names("messages.md")
