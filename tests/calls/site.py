"""Builds the little world that tests of calls act in."""

import uuid
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, Site

from sandbox.home.models import HomePage
from workshops_plugin.calls import actions
from workshops_plugin.errors import Refused
from workshops_plugin.models import (
    ActionGroup,
    CallIndexPage,
    CallPage,
    Membership,
    Organization,
)
from workshops_plugin.record.writing import save_version
from workshops_plugin.testing import suspended

NOW = datetime(2024, 12, 1, 12, 0, tzinfo=timezone.utc)
OPENS = NOW - timedelta(days=30)
CLOSES = datetime(2024, 12, 31, 22, 59, tzinfo=timezone.utc)


def key(name):
    """A block id that is the same in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def question(kind, name, **value):
    """One question as StreamField data; its id is ``key(name)``."""
    options = value.pop("options", None)
    value = {
        "label": name.capitalize(),
        "help_text": "",
        "required": True,
        "criterion": "",
        "shown_if": {"question": "", "answer": ""},
        **value,
    }
    if options is not None:
        value["options"] = [
            {"type": "item", "id": key(f"{name}/{label}"), "value": label}
            for label in options
        ]
    return {"type": kind, "id": key(name), "value": value}


def text(kind, name, description=""):
    """One outcome or criterion as StreamField data."""
    return {
        "type": kind,
        "id": key(name),
        "value": {"title": name, "description": description},
    }


ALL_KINDS = [
    {
        "type": "section",
        "id": key("part"),
        "value": {"label": "More about it", "help_text": ""},
    },
    question("short_text", "approach"),
    question("long_text", "method", word_limit=20, criterion=key("Root causes")),
    question("email", "mail", required=False),
    question("url", "website", required=False),
    question("number", "participants", minimum=1, maximum=500, required=False),
    question("date", "start", required=False),
    question("single_choice", "format", options=["Panel", "Workshop"]),
    question("multiple_choice", "audience", options=["Unions", "Firms", "States"]),
    question("yes_no", "recorded"),
    question(
        "short_text",
        "where",
        label="Where will it be published?",
        shown_if={"question": key("recorded"), "answer": "yes"},
    ),
    question("countries", "studied", required=False),
    question("file", "paper", required=False),
]


def make_index(parent=None, **fields):
    parent = parent or home()
    fields = {"title": "Calls", "slug": "calls", **fields}
    return parent.add_child(instance=CallIndexPage(**fields))


def home():
    existing = HomePage.objects.filter(locale=Locale.get_default()).first()
    if existing:
        return existing
    root = Page.get_first_root_node()
    page = root.add_child(instance=HomePage(title="Home", slug="front"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "root_page": page, "port": 80},
    )
    return page


def make_page(parent=None, *, live=True, questions=None, **fields):
    """Make a call page under an index, published unless told otherwise."""
    parent = parent or CallIndexPage.objects.first() or make_index()
    fields = {
        "title": "Supply Chain Workshops",
        "lead": "Share what you learned.",
        "outcomes": [text("outcome", "Research"), text("outcome", "Policy")],
        "criteria": [text("criterion", "Standards"), text("criterion", "Root causes")],
        "questions": ALL_KINDS if questions is None else questions,
        "contact_email": "calls@alliance.example",
        **fields,
    }
    page = CallPage(live=live, **fields)
    parent.add_child(instance=page)
    return page


def make_call(*, opens=OPENS, closes=CLOSES, group=None, **fields):
    """Make a published call with dates; return its row."""
    page = make_page(**fields)
    call = page.call
    if opens:
        actions.set_dates(call, opens, closes, by=None, timezone="Europe/Zurich")
    if group:
        actions.set_rules(call, by=None, action_group=group)
    return call


def make_user(email="ana@union.example", *organizations, **fields):
    user = get_user_model().objects.create_user(email, "secret", **fields)
    for organization in organizations:
        Membership.objects.create(user=user, organization=organization)
    return user


def make_organization(name="Union of Miners", kind="workers", **fields):
    groups = fields.pop("groups", [])
    organization = Organization.objects.create(name=name, kind=kind, **fields)
    organization.action_groups.set(groups)
    return organization


def make_group(name="Supply Chain Action Group"):
    return ActionGroup.objects.create(name=name)


def make_editor(email="editor@secretariat.example", *codenames):
    """A user with the rights of a Workshop editor (or with ``codenames`` only)."""
    user = make_user(email)
    wanted = codenames or (
        "access_admin",
        "change_call",
        "view_call",
        "view_proposal",
        "change_proposal",
        "add_proposal",
        "export_proposal",
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return get_user_model().objects.get(pk=user.pk)


def complete(**changes):
    """Form data with which a proposal to ``make_call()`` can be submitted."""
    data = {
        "title": "Safe mines without children",
        "summary": "What three unions learned in artisanal mines.",
        "outcomes": [key("Research")],
        "focus": ["child_labour"],
        "countries": ["GH", "CI"],
        "languages": ["en", "fr"],
        "interpretation": ["es"],
        "preferred_dates": "March 2025",
        "wants_public": "on",
        "contact_name": "Ana Mensah",
        "contact_email": "ana@union.example",
        "contact_phone": "",
        answer("approach"): "Peer learning",
        answer("method"): "Stories told by former working children",
        answer("format"): key("format/Panel"),
        answer("audience"): [key("audience/Unions"), key("audience/Firms")],
        answer("recorded"): "no",
    }
    return data | changes


def answer(name):
    """The form field of the question ``name``."""
    return f"q_{key(name)}"


def draft(call, organization, user, **changes):
    """A draft that could be submitted as it stands."""
    proposal = actions.start_proposal(call, organization=organization, by=user)
    data = complete(**changes)
    return actions.save_draft(proposal, data, by=user, version=proposal.version)


def submitted(call, organization, user, **changes):
    """A proposal that has been submitted."""
    proposal = draft(call, organization, user, **changes)
    return actions.submit(proposal, by=user, version=proposal.version)


def address(name, thing, language="en"):
    """The address of one of the members' pages."""
    with translation.override(language):
        return reverse(f"workshops:{name}", args=[thing.pk])


def put(rows, **values):
    """Write ``values`` into ``rows`` past the rules of the verbs; by nobody."""
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
        save_version(row, by=None)


def forget(*models):
    """Delete all rows of ``models``, as only a database's owner could."""
    with suspended():
        for model in models:
            model.objects.all().delete()


@contextmanager
def refusal(code):
    """Expect a verb to refuse for the reason that ``code`` names."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code
