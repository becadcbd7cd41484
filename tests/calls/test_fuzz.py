"""Whatever is typed is kept, shown again, and taken or refused with a sentence."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.forms.files import AttachmentsField
from workshops_plugin.calls.forms.proposal import ProposalForm
from workshops_plugin.calls.messages import tell_confirmation
from workshops_plugin.calls.present import draft_lines, present
from workshops_plugin.calls.queries import structure_for
from workshops_plugin.errors import Refused
from workshops_plugin.mailing.enums import DeliveryState
from workshops_plugin.mailing.worker import send_now
from workshops_plugin.models import Proposal

from . import site

COMPLETE = site.complete()
NAMES = [
    *(name for name in COMPLETE if not name.startswith("q_")),
    *(f"q_{each['id']}" for each in site.ALL_KINDS),
]

anything = st.text(st.characters(codec=None), max_size=40)
likely = st.sampled_from(
    [
        *("", " ", "on", "yes", "no", "*", "GH", "XX", "en", "child_labour", "0"),
        *("-1", "1e5", "NaN", "1,5", "2025-02-30", "2025-03-01", "9999999999999"),
        *("a@b.example", "a@", "http://[", "b.example", "\r\n", "\x00", "\ud800"),
        *(key for values in COMPLETE.values() for key in values),
        *(value for value in COMPLETE.values() if isinstance(value, str)),
        "5bd5cf0a-6a05-4b4c-9f35-000000000000",
        "x" * 600,
    ]
)
values = st.one_of(
    likely,
    anything,
    st.lists(st.one_of(likely, anything), max_size=4),
    st.sampled_from([None, 3, [None], [["a"]], ("a", "b"), True]),
)
typed = st.dictionaries(st.one_of(st.sampled_from(NAMES), anything), values, max_size=9)

few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
many = settings(few, max_examples=3000, derandomize=False)


@kept
def draft(call, union, ana):
    return site.draft(call, union, ana)


def attempt(verb, *args, **kwargs):
    """Carry out ``verb``; return why it was refused, or ""."""
    try:
        verb(*args, **kwargs)
    except Refused as refused:
        return refused.code
    return ""


def check_saved(proposal, data, ana):
    """Save ``data``: it is in the draft, in the form, and on the partner's page."""
    code = attempt(actions.save_draft, proposal, data, by=ana, version=proposal.version)
    assert code == ""
    proposal = Proposal.objects.get()
    stored = proposal.draft.data
    for name, value in data.items():
        given = value if isinstance(value, (list, tuple)) else [value]
        assert stored[storable(name)] == [
            storable(each) for each in given if each is not None
        ]
    check_shown(proposal, stored)
    assert draft_lines(proposal) is not None


def storable(value):
    """What a database keeps of ``value``: no NUL, no halves of characters."""
    text = str(value).replace("\x00", "")
    paired = text.encode("utf-16-le", "surrogatepass")
    return paired.decode("utf-16-le", "replace")


def check_shown(proposal, stored):
    structure = structure_for(proposal.call)
    form = ProposalForm(structure=structure, proposal=proposal).show(stored)
    for field in form:
        kept = stored.get(field.name, [])
        several = hasattr(field.field.widget, "allow_multiple_selected")
        if isinstance(field.field, AttachmentsField):
            continue
        if several and field.field.widget.allow_multiple_selected:
            assert (field.value() or []) == kept
        elif kept:
            assert field.value() == kept[0]
        assert str(field)


def check_submitted(proposal, ana):
    """Submit: refused for a reason, or readable, sent, and the same again."""
    code = attempt(actions.submit, proposal, by=ana, version=proposal.version)
    assert code in ("", "invalid")
    proposal = Proposal.objects.get()
    assert proposal.is_draft is bool(code)
    if code:
        return
    assert all(line.label for line in present(proposal))
    (delivery,) = tell_confirmation(proposal)
    assert send_now([delivery.pk])[DeliveryState.SENT] == 1
    structure = structure_for(proposal.call)
    data = ProposalForm.data_of(proposal, structure)
    form = ProposalForm(data, structure=structure, proposal=proposal)
    assert form.is_valid(), form.errors
    assert not form.differs()


def check(draft, data, ana):
    """Go the whole way with ``data``, and leave no trace for the next example."""
    with transaction.atomic():
        proposal = Proposal.objects.get(pk=draft.pk)
        check_saved(proposal, data, ana)
        check_submitted(proposal, ana)
        transaction.set_rollback(True)


@few
@given(data=typed)
def test_anything_can_be_typed_into_the_form(draft, ana, data):
    check(draft, data, ana)


@pytest.mark.slow
@many
@given(data=typed)
def test_anything_at_all_can_be_typed_into_the_form(draft, ana, data):
    check(draft, data, ana)


# As requests.

text = st.text(st.characters(codec="utf-8"), max_size=30)
posted = st.dictionaries(
    st.one_of(
        st.sampled_from(
            [*NAMES, "version", "action", "partner", "csrfmiddlewaretoken"]
        ),
        text,
    ),
    st.one_of(
        text,
        st.sampled_from(["2", "invite", "review", "remove_file:", "send_again:x", "1"]),
        st.lists(text, max_size=3),
    ),
    max_size=8,
)
ANSWERS = {302, 409, 413}


def check_post(client, draft, data, page):
    with transaction.atomic():
        response = client.post(site.address(page, draft), {"version": "2", **data})
        assert response.status_code in ANSWERS
        transaction.set_rollback(True)


@few
@given(data=posted, page=st.sampled_from(["edit", "review", "withdraw"]))
def test_any_request_is_answered(client, draft, ana, data, page):
    client.force_login(ana)
    check_post(client, draft, data, page)


@pytest.mark.slow
@many
@given(data=posted, page=st.sampled_from(["edit", "review", "withdraw"]))
def test_any_request_at_all_is_answered(client, draft, ana, data, page):
    client.force_login(ana)
    check_post(client, draft, data, page)
