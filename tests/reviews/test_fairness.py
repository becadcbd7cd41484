"""Nobody is favoured, nothing is told too early, and no screen says what is not so."""

import datetime
import tempfile
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from tests.calls import samples, site
from tests.calls.screens import main, words
from tests.reviews import house
from tests.reviews.test_scoring_screen import url
from workshops_plugin.calls import actions as calls
from workshops_plugin.errors import Refused
from workshops_plugin.models import (
    Assignment,
    Attachment,
    Conflict,
    Decision,
    Membership,
    Review,
    Reviewer,
)
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.conflicts import has_conflict
from workshops_plugin.reviews.queries import duties_of
from workshops_plugin.reviews.report import reviewers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(call, rita):
    found = [house.proposal(call, n) for n in ("Alpha", "Beta", "Gamma")]
    for p, v in zip(found, (5, 3, 1), strict=True):
        house.submitted(p, rita, v, v, feedback=f"Secret feedback {v}")
    return found


def biased(editor, proposal):
    Membership.objects.create(user=editor, organization=proposal.lead_organization)


def announce_and_reopen(three, editor, call, clock):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "declined", by=editor)
    actions.decide(c, "declined", by=editor)
    clock.move_to(site.CLOSES)
    call.refresh_from_db()
    actions.announce(call, by=editor)
    actions.reopen_decisions(call, by=editor, reason="x")


def resubmit(p, by, data):
    p.refresh_from_db()
    calls.save_draft(p, data, by=by, version=p.version)
    calls.submit(p, by=by, version=p.version)


def test_blind_change_table_hides_file_names(client, blind, rita):
    house.submitted(blind, rita, 4, 2)
    blind.refresh_from_db()
    by = blind.submitted_by
    calls.attach(
        blind,
        site.key("paper"),
        SimpleUploadedFile("secret-new.pdf", samples.PDF),
        by=by,
    )
    pk = str(Attachment.objects.get(name="secret-new.pdf").pk)
    resubmit(blind, by, {site.answer("paper"): [pk]})
    client.force_login(rita)
    assert (
        "secret"
        not in client.get(url(house.assigned(blind, rita))).content.decode().lower()
    )


@pytest.mark.parametrize("name", ["letters", "report", "ranking"])
def test_conflicted_editor_reads_no_feedback_or_rationale(
    three, editor, call, client, name
):
    a, b, c = three
    biased(editor, a)
    actions.decide(a, "selected", by=None, rationale="Secret feedback rationale")
    actions.decide(b, "declined", by=None)
    actions.decide(c, "declined", by=None)
    actions.prepare_letters(call, by=None)
    client.force_login(editor)
    page = client.get(
        reverse(f"workshops_reviews:{name}", args=[call.pk])
    ).content.decode()
    for s in ("Secret feedback 5", "Secret feedback rationale"):
        assert s not in page


def test_conflicted_editor_sees_no_late_score_in_the_audit(
    three, editor, call, client, at_noon
):
    a = three[0]
    at_noon.shift(3600)
    biased(editor, a)
    eva = house.editor("eva")
    biased(eva, a)
    house.change(Review.objects.get(proposal=a), 4, reason="Secret late")
    client.force_login(eva)
    page = client.get(
        reverse("workshops_reviews:audit", args=[call.pk])
    ).content.decode()
    assert "Secret late" not in page


def test_conflicted_editor_writes_no_letter_of_it(three, editor, call):
    a = three[0]
    biased(editor, a)
    actions.decide(a, "selected", by=None)
    letter = actions.prepare_letters(call, by=None)[0]
    with pytest.raises(Refused):
        actions.edit_letter(
            letter, by=editor, version=letter.version, subject="x", body="y"
        )


def test_conflicted_editor_takes_no_reviewer_from_it(three, editor):
    biased(editor, three[0])
    with pytest.raises(Refused):
        actions.withdraw_assignment(
            Assignment.objects.get(proposal=three[0]), by=editor, reason="x"
        )


def test_conflicted_editor_reopens_no_review_of_it(three, editor):
    biased(editor, three[0])
    with pytest.raises(Refused):
        actions.reopen_review(
            Review.objects.get(proposal=three[0]), by=editor, reason="x"
        )


def test_a_withdrawn_reserve_frees_its_place(three, editor):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "reserve", by=editor)
    calls.withdraw(b, by=editor, reason="x")
    assert actions.decide(c, "reserve", by=editor).reserve_order == 1


def test_nothing_is_selected_once_it_is_withdrawn(three, editor, call):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "declined", by=editor)
    actions.decide(c, "declined", by=editor)
    calls.withdraw(a, by=editor, reason="x")
    call.refresh_from_db()
    assert any("No proposal is selected" in s for s in actions.obstacles(call))


def test_what_is_withdrawn_says_so_beside_the_ranking(three, editor, call, client):
    actions.decide(three[0], "selected", by=editor)
    calls.withdraw(three[0], by=editor, reason="x")
    client.force_login(editor)
    page = client.get(
        reverse("workshops_reviews:ranking", args=[call.pk])
    ).content.decode()
    assert "Withdrawn" in page.split('id="aside')[-1]


def test_taking_out_a_former_user_leaves_other_former_users_alone(call, editor):
    p = house.proposal(call)
    ann, ben = house.reviewer("ann"), house.reviewer("ben")
    house.submitted(p, ann, 3, 3)
    house.submitted(p, ben, 4, 4)
    key = str(ann.pk)
    ann.delete()
    ben.delete()
    actions.remove_reviewer(
        Reviewer.objects.get(user_key=key), by=editor, reason="left"
    )
    assert sorted(house.states()) == ["set_aside", "submitted"]


def test_the_report_counts_reviews_of_former_users(call):
    p, ann = house.proposal(call), house.reviewer("ann")
    house.submitted(p, ann, 3, 3)
    ann.delete()
    assert [line.submitted for line in reviewers_of(call, named=True)] == [1]


def test_a_plan_fills_seats_of_those_who_are_gone(call, editor):
    p = house.proposal(call)
    ann, ben, cat = (house.reviewer(n) for n in ("ann", "ben", "cat"))
    for u in (ann, ben, cat):
        actions.add_reviewer(call, u, by=editor)
    house.assigned(p, ann)
    house.assigned(p, ben)
    ann.delete()
    ben.is_active = False
    ben.save()
    call.refresh_from_db()
    assert len(actions.plan_assignments(call).pairs) == 1


def test_what_is_ineligible_is_no_duty(three, editor, rita, call):
    p = house.proposal(call, "Delta")
    house.assigned(p, rita)
    actions.decide(p, "ineligible", rationale="x", by=editor)
    assert p not in [t.proposal for t in duties_of(rita)[0].tasks]


def test_what_is_ineligible_is_locked(three, editor, rita, call, client):
    p = house.proposal(call, "Delta")
    a = house.assigned(p, rita)
    actions.decide(p, "ineligible", rationale="x", by=editor)
    client.force_login(rita)
    assert main(client.get(url(a))).select_one("fieldset[disabled]")


def test_what_is_not_saved_does_not_say_it_is(client, rita, proposal):
    a = house.assigned(proposal, rita)
    client.force_login(rita)
    page = client.post(url(a), {"version": 0, "note": "x" * 10001, "save": "1"})
    assert Review.objects.count() == 0
    assert "What you have written is saved" not in page.content.decode()


def test_a_begun_review_shows_what_changed_as_its_message_says(client, rita, proposal):
    house.written(proposal, rita, 3, 3)
    resubmit(proposal, proposal.submitted_by, {"title": "New title here"})
    client.force_login(rita)
    page = client.get(url(house.assigned(proposal, rita))).content.decode()
    assert "The proposal was changed" in page


def test_an_edited_letter_follows_the_place_of_a_reserve(three, editor, call):
    a, b, _c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "reserve", by=editor, reserve_order=2)
    letter = next(
        x for x in actions.prepare_letters(call, by=editor) if x.proposal_id == b.pk
    )
    actions.edit_letter(
        letter,
        by=editor,
        version=letter.version,
        subject="x",
        body=letter.body + "\n\nPS",
    )
    actions.decide(b, "reserve", by=editor, reserve_order=1)
    letter = next(
        x for x in actions.prepare_letters(call, by=editor) if x.proposal_id == b.pk
    )
    assert "number 2 of" not in letter.body


def test_the_method_of_merit_does_not_change_without_a_reason(three, editor, call):
    with pytest.raises(Refused):
        calls.set_rules(call, by=editor, merit_method="median")


def test_an_extension_that_runs_stands_in_the_way(three, editor, call, at_noon):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "declined", by=editor)
    actions.decide(c, "declined", by=editor)
    calls.extend(c, site.CLOSES + datetime.timedelta(days=5), by=editor, reason="x")
    at_noon.move_to(site.CLOSES + datetime.timedelta(days=1))
    call.refresh_from_db()
    with pytest.raises(Refused):
        actions.announce(call, by=editor)


def test_bulk_decisions_follow_the_ranking(call, rita, editor, client):
    found = [house.proposal(call, n) for n in ("Alpha", "Beta")]
    house.submitted(found[0], rita, 1, 1)
    house.submitted(found[1], rita, 5, 5)
    client.force_login(editor)
    query = "&".join(f"id={p.pk}" for p in found)
    address = reverse(
        "wagtail_bulk_action", args=["workshops_plugin", "proposal", "workshops_decide"]
    )
    client.post(
        f"{address}?{query}&next=/admin/", {"decision": "reserve", "rationale": ""}
    )
    assert Decision.objects.get(proposal=found[1]).reserve_order == 1


def test_who_is_found_eligible_after_all_is_compared_too(three, editor):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(c, "ineligible", rationale="x", by=editor)
    actions.decide(b, "declined", by=editor)
    with pytest.raises(Refused):
        actions.decide(c, "selected", by=editor)


def test_an_import_of_members_finds_conflicts(call, rita, settings):
    p = house.proposal(call, "Alpha")
    house.submitted(p, rita, 5, 5)
    settings.WORKSHOPS_VERIFIED_EMAILS = (
        "workshops_plugin.members.verification.user_email"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as f:
        f.write(f"organization,email,name,role\nAlpha,{rita.email},Rita,focal_point\n")
    call_command("import_members", "people", f.name, stdout=StringIO())
    assert house.states() == ["set_aside"]


def test_a_conflict_outlives_its_membership_until_an_editor_lifts_it(call, rita):
    """Whoever left an organization last week is not impartial yet."""
    p = house.proposal(call, "Alpha")
    m = Membership.objects.create(user=rita, organization=p.lead_organization)
    actions.add_reviewer(call, rita, by=None)
    m.delete()
    assert has_conflict(rita, p)
    actions.lift_conflict(Conflict.objects.get(), by=None, reason="Long ago")
    assert not has_conflict(rita, p)


def test_a_selected_host_can_be_withdrawn_in_the_admin(
    three, editor, call, client, at_noon
):
    announce_and_reopen(three, editor, call, at_noon)
    client.force_login(editor)
    page = client.get(
        reverse("workshops_proposals:inspect", args=[three[0].pk])
    ).content.decode()
    assert reverse("workshops_proposals:withdraw", args=[three[0].pk]) in page


def test_reopened_decisions_do_not_say_nobody_was_told(
    three, editor, call, client, at_noon
):
    announce_and_reopen(three, editor, call, at_noon)
    client.force_login(editor)
    page = client.get(
        reverse("workshops_reviews:letters", args=[call.pk])
    ).content.decode()
    assert "Nobody has been told" not in page


def test_the_last_look_counts_what_would_be_sent(three, editor, call, client):
    a, b, c = three
    actions.decide(a, "selected", by=editor)
    actions.decide(b, "reserve", by=editor)
    actions.decide(c, "declined", by=editor)
    actions.prepare_letters(call, by=editor)
    actions.decide(b, "declined", by=editor)
    client.force_login(editor)
    text = words(
        main(client.get(reverse("workshops_reviews:announce", args=[call.pk])))
    )
    assert "1 Reserve" not in text
