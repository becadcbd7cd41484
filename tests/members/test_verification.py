import sys
from types import ModuleType

import pytest
from django.contrib.auth import get_user_model

from workshops_plugin.members import verification


@pytest.fixture
def user():
    return get_user_model()(email=" Ana@Union.example")


def test_nobody_is_vouched_for_without_the_setting(user, settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = None
    assert verification.vouched_addresses(user) == set()


def test_addresses_are_vouched_for_in_lower_case(user):
    assert verification.vouched_addresses(user) == {"ana@union.example"}


def test_account_without_address_is_vouched_for_nothing():
    assert verification.vouched_addresses(get_user_model()(email="")) == set()


def test_allauth_vouches_for_what_it_verified(user, monkeypatch, settings):
    asked = {}

    class Addresses:
        def filter(self, **conditions):
            asked.update(conditions)
            return self

        def values_list(self, name, flat):
            return ["One@union.example", "two@union.example"]

    models = ModuleType("allauth.account.models")
    models.EmailAddress = type("EmailAddress", (), {"objects": Addresses()})
    for name in ("allauth", "allauth.account"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "allauth.account.models", models)
    settings.WORKSHOPS_VERIFIED_EMAILS = (
        "workshops_plugin.members.verification.allauth_emails"
    )
    assert verification.vouched_addresses(user) == {
        "one@union.example",
        "two@union.example",
    }
    assert asked == {"user": user, "verified": True}
