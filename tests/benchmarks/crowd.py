"""Fills a call with proposals, thousands of them, in seconds.

Rows are written in bulk, past the verbs, but as the verbs would have left them:
with answers of an ordinary length, partners, drafts and every version's history.
"""

import random
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import connection

from tests.calls import site
from workshops_plugin.calls.enums import Focus, PartnerState, ProposalStatus
from workshops_plugin.members.enums import OrganizationKind
from workshops_plugin.members.regions import REGION_OF, region_of
from workshops_plugin.models import (
    Call,
    Membership,
    Organization,
    PathfinderCountry,
    Proposal,
    ProposalDraft,
    ProposalPartner,
)
from workshops_plugin.record.writing import save_versions

#: From every region.
COUNTRIES = sorted(REGION_OF)[::11]
PATHFINDERS = COUNTRIES[::2]
LANGUAGES = ["en", "fr", "es", "ar", "pt"]
OUTCOMES = ["Research", "Policy"]
PROSE = (
    "children work in mines and on farms where prices are low and schools far away so "
    "unions employers and inspectors tried together what no one had tried alone"
)
BATCH = 500


def analyze():
    """Count rows for the planner, as the database of a site in use does by itself."""
    if connection.vendor != "mysql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def fill(call, count, *, organizations=100, seed=1):
    """Give ``call`` ``count`` proposals of ``organizations``; return the latter.

    Of ten, one is a draft; of four that were submitted, one is joint.
    """
    chance = random.Random(seed)
    members = _make_members(call.prefix, organizations)
    _make_pathfinders()
    proposals, drafts, partners = [], [], []
    for number in range(count):
        lead, person = members[number % len(members)]
        proposal = _make_proposal(chance, call, number, lead, person)
        proposals.append(proposal)
        if number % 10 == 0 or number % 25 == 1:
            drafts.append(_make_draft(chance, proposal, person))
        partners += _make_partners(chance, proposal, members, number)
    _write(proposals, drafts, partners)
    call.last_number = count
    Call.objects.filter(pk=call.pk).update(last_number=count)
    return [organization for organization, _person in members]


def _write(proposals, drafts, partners):
    for start in range(0, len(proposals), BATCH):
        save_versions(proposals[start : start + BATCH], by=None)
    ProposalDraft.objects.bulk_create(drafts, BATCH)
    for start in range(0, len(partners), BATCH):
        save_versions(partners[start : start + BATCH], by=None)
    submitted = [proposal for proposal in proposals if proposal.reference]
    for _version in range(2):
        for start in range(0, len(submitted), BATCH):
            save_versions(submitted[start : start + BATCH], by=None)


def _make_members(prefix, count):
    kinds = OrganizationKind.values
    organizations = [
        Organization(
            name=f"Organization {number} of {prefix}",
            acronym=f"O{number}",
            kind=kinds[number % len(kinds)],
            country=COUNTRIES[number % len(COUNTRIES)],
            region=region_of(COUNTRIES[number % len(COUNTRIES)]),
        )
        for number in range(count)
    ]
    Organization.objects.bulk_create(organizations)
    User = get_user_model()
    addresses = [f"person{n}@{prefix.lower()}.example" for n in range(count)]
    people = [User(username=address, email=address) for address in addresses]
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(user=person, organization=organization, name=f"Person {n}")
        for n, (organization, person) in enumerate(
            zip(organizations, people, strict=True)
        )
    )
    return list(zip(organizations, people, strict=True))


def _make_pathfinders():
    PathfinderCountry.objects.bulk_create(
        [PathfinderCountry(country=code) for code in PATHFINDERS],
        ignore_conflicts=True,
    )


def _text(chance, length):
    return " ".join(chance.choices(PROSE.split(), k=length)).capitalize() + "."


def _some(chance, values, most):
    return chance.sample(values, chance.randint(1, most))


def _make_proposal(chance, call, number, lead, person):
    proposal = Proposal(call=call, lead_organization=lead, started_by=person)
    proposal.created_at = site.NOW - timedelta(minutes=number)
    proposal.language = LANGUAGES[number % 3]
    if number % 10 == 0:
        return proposal
    proposal.status = ProposalStatus.SUBMITTED
    if number % 30 == 1:
        proposal.status = ProposalStatus.WITHDRAWN
    proposal.reference = f"{call.prefix}-{number:03d}"
    proposal.submitted_at = proposal.created_at
    proposal.changed_at = proposal.created_at + timedelta(days=1)
    proposal.submitted_by = person
    proposal.version = 3
    proposal.title = _text(chance, 8)
    proposal.summary = _text(chance, 120)
    proposal.outcomes = [site.key(name) for name in _some(chance, OUTCOMES, 2)]
    proposal.focus = _some(chance, Focus.values, 2)
    proposal.countries = _some(chance, COUNTRIES, 4)
    proposal.languages = _some(chance, LANGUAGES, 2)
    proposal.interpretation = _some(chance, LANGUAGES, 2)
    proposal.preferred_dates = _text(chance, 8)
    proposal.contact_name = f"Person {number}"
    proposal.contact_email = person.email
    proposal.answers = _answers(chance)
    return proposal


def _answers(chance):
    format_ = chance.choice(["Panel", "Workshop"])
    audience = _some(chance, ["Unions", "Firms", "States"], 2)
    values = {
        "approach": ("short_text", _text(chance, 12), None),
        "method": ("long_text", _text(chance, 250), None),
        "participants": ("number", str(chance.randint(10, 500)), None),
        "start": ("date", "2025-03-08", ["8 March 2025"]),
        "format": ("single_choice", site.key(f"format/{format_}"), [format_]),
        "audience": (
            "multiple_choice",
            [site.key(f"audience/{name}") for name in audience],
            audience,
        ),
        "recorded": ("yes_no", "yes", ["Yes"]),
        "where": ("short_text", _text(chance, 10), None),
        "studied": ("countries", ["GH", "PE"], ["Ghana", "Peru"]),
    }
    return {
        site.key(name): {
            "kind": kind,
            "question": name.capitalize(),
            "value": value,
            "labels": labels or [value],
            "language": "en",
        }
        for name, (kind, value, labels) in values.items()
    }


def _make_draft(chance, proposal, person):
    data = site.complete(title=_text(chance, 8), summary=_text(chance, 120))
    data = {
        name: value if isinstance(value, list) else [value]
        for name, value in data.items()
    }
    return ProposalDraft(
        proposal=proposal, data=data, saved_by=person, saved_at=site.NOW
    )


def _make_partners(chance, proposal, members, number):
    state = PartnerState.CONFIRMED if number % 4 == 1 else PartnerState.INVITED
    count = chance.randint(1, 3) if number % 2 else 0
    others = [other for other in members if other[0] != proposal.lead_organization]
    return [
        ProposalPartner(
            proposal=proposal,
            organization=organization,
            state=state,
            invited_by=proposal.started_by,
            invited_at=site.NOW,
            answered_by=person if state == PartnerState.CONFIRMED else None,
            answered_at=site.NOW if state == PartnerState.CONFIRMED else None,
        )
        for organization, person in chance.sample(others, min(count, len(others)))
    ]
