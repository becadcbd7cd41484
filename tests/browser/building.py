"""Makes the site that the browser tests visit; runs in a process of its own."""

import json
from datetime import datetime, timedelta, timezone

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from wagtail.models import Locale

from sandbox.demo.load_calls import CLOSED, OPEN, call_of
from sandbox.demo.load_pages import page_of
from sandbox.demo.load_people import action_group, user
from sandbox.home.models import HomePage
from workshops_plugin.calls import actions
from workshops_plugin.models import (
    CallIndexPage,
    CallPage,
    Membership,
    Organization,
    WebinarIndexPage,
    WebinarPage,
)
from workshops_plugin.record.writing import save_version

from . import cast

DAY = timedelta(days=1)


def build():
    """Make everything, and write down what a test cannot ask for."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    make_cast()
    make_states()
    make_arabic()
    facts = {"drafts": make_drafts(), "sessions": make_sessions()}
    (settings.VAR_DIR / "world.json").write_text(json.dumps(facts))


def make_cast():
    supply = action_group("supply")
    for name, kind, country, addresses, groups in (
        (cast.MINERS, "workers", "GH", [cast.ANA, cast.BEN], [supply]),
        (cast.FIRM, "business", "CI", [cast.ROSA], [supply]),
        (cast.OUTSIDE, "civil_society", "MA", [cast.OTTO], []),
    ):
        organization = Organization.objects.create(
            name=name, kind=kind, country=country
        )
        organization.action_groups.set(groups)
        for address in addresses:
            make_member(address, organization)


def make_member(address, organization):
    first_name = address.partition("@")[0].capitalize()
    person = get_user_model().objects.create_user(
        address, "demo", first_name=first_name, last_name="Example"
    )
    Membership.objects.create(user=person, organization=organization, language="en")


def make_states():
    now = datetime.now(timezone.utc)
    began = now - 3 * DAY
    pages = {name: copy_of_open_call(name) for name in cast.STATES}
    set_dates(pages["upcoming"], now + 3 * DAY, now + 30 * DAY)
    set_dates(pages["closing-soon"], began, now + 2 * DAY)
    set_dates(pages["announced"], now - 30 * DAY, now - 10 * DAY)
    announce(pages["announced"].call)
    set_dates(pages["changed"], began, now + 30 * DAY)
    submit_something(pages["changed"].call)
    reason = "Two members lost their connection for a week."
    set_dates(pages["changed"], began, now + 40 * DAY, reason=reason)
    make_judged(now)
    unavailable = copy_of_open_call("unavailable")
    set_dates(unavailable, began, now + 30 * DAY)
    leave_only_french(unavailable)


def copy_of_open_call(name):
    title = f"Workshops: {name.replace('-', ' ')}"
    words = {"title": title, "slug": name}
    page = page_of(CallPage, OPEN).copy(update_attrs=words, copy_revisions=False)
    return CallPage.objects.get(pk=page.pk)


def set_dates(page, opens, closes, reason=""):
    actions.set_dates(
        page.call, opens, closes, by=None, timezone="Europe/Zurich", reason=reason
    )


def announce(call):
    call.announced_at = datetime.now(timezone.utc)
    save_version(call, by=None)


def leave_only_french(page):
    # It would leave the site with its source; published alone, it stays.
    page.unpublish()
    french = page.copy_for_translation(Locale.objects.get(language_code="fr"))
    french.save_revision().publish()


def make_arabic():
    """Make a tree in Arabic: one call with words of its own, all else in English."""
    locale = Locale.objects.create(language_code="ar")
    for model, name in (
        (HomePage, "home"),
        (CallIndexPage, "calls"),
        (WebinarIndexPage, "webinars"),
    ):
        page_of(model, name).copy_for_translation(locale, alias=True)
    webinars = WebinarPage.objects.filter(locale__language_code="en", live=True)
    for page in webinars:
        page.copy_for_translation(locale, copy_parents=True, alias=True)
    page = page_of(CallPage, OPEN).copy_for_translation(locale)
    page.title, page.lead = cast.ARABIC_TITLE, cast.ARABIC_LEAD
    page.save_revision().publish()
    page_of(CallPage, CLOSED).copy_for_translation(locale, alias=True)


def make_judged(now):
    """Make a call with five proposals that has closed."""
    page = copy_of_open_call("to-be-judged")
    set_dates(page, now - 3 * DAY, now + DAY)
    actions.set_rules(page.call, by=None, reviews_wanted=1)
    for number in range(1, 6):
        submit_something(page.call, f"Proposal {number}")
    set_dates(page, now - 3 * DAY, now - DAY, reason="It was agreed.")


def submit_something(call, title=""):
    proposal = start(call)
    write(proposal, title)
    actions.submit(proposal, by=proposal.started_by, version=proposal.version)


def make_drafts():
    """Let Ana begin two proposals to the open call; return their keys by name."""
    ready = start(call_of(OPEN))
    write(ready)
    empty = start(call_of(OPEN))
    return {"ready": str(ready.pk), "empty": str(empty.pk)}


def start(call):
    organization = Organization.objects.get(name=cast.MINERS)
    by = user(cast.ANA)
    return actions.start_proposal(call, organization=organization, by=by)


def write(proposal, title=""):
    data = {**cast.COMPLETE, **({"title": title} if title else {})}
    actions.save_draft(proposal, data, by=proposal.started_by, version=proposal.version)


def make_sessions():
    """Sign everybody in, once for all tests; return their session keys."""
    keys = {}
    for address in cast.PEOPLE:
        person, session = user(address), SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        keys[address] = session.session_key
    return keys
