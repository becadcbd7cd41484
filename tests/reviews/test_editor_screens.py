"""What editors do on the screens: pick, assign, plan, lift, rank, decide, announce."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import site
from tests.calls.screens import (
    csv_rows,
    facts,
    main,
    said,
    soup,
    typed,
    words,
    xlsx_rows,
)
from tests.kept import kept
from workshops_plugin.models import (
    Assignment,
    Conflict,
    Decision,
    Letter,
    Membership,
    Reviewer,
)
from workshops_plugin.reviews import actions
from workshops_plugin.reviews.history import events_of

from . import house


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def url(name, thing, *more):
    return reverse(f"workshops_reviews:{name}", args=[thing.pk, *more])


def table(page, selector="table.listing", number=0):
    rows = main(page).select(selector)[number].select("tbody tr")
    return [[words(cell) for cell in row.select("td, th")] for row in rows]


def complaints(page):
    return [words(item) for item in main(page).select(".help-critical")]


@kept
def ranked(call, rita):
    proposals = [house.proposal(call, name) for name in ("One", "Two", "Three")]
    for proposal, value in zip(proposals, (5, 3, 1), strict=True):
        house.submitted(proposal, rita, value, value)
    return proposals


# Assigning.


def test_reviewers_are_picked_from_those_who_can_enter(client, call, rita, proposal):
    page = client.get(url("assignments", call))
    assert "Nobody has been picked yet." in words(main(page))
    options = [words(option) for option in main(page).select("#id_users option")]
    assert "Rita" in options
    # The proposal's author has no access to the admin.
    assert len(options) == 2
    response = client.post(url("add_reviewer", call), {"users": [str(rita.pk)]})
    assert response.status_code == 302
    assert Reviewer.objects.get().user == rita
    page = client.get(url("assignments", call))
    assert table(page)[0][:5] == ["1", "Rita", "0", "0", "0"]


def test_what_is_ticked_is_assigned(client, call, proposal, rita):
    actions.add_reviewer(call, rita, by=None)
    number = str(Reviewer.objects.get().pk)
    response = client.post(url("assign", call), {"reviewer": number})
    assert complaints(response) == ["Tick the proposals that you want to assign."]
    data = {"reviewer": number, "proposals": [str(proposal.pk)], "due": "2024-11-01"}
    response = client.post(url("assign", call), data)
    assert "This day is over." in words(main(response))
    response = client.post(url("assign", call), {**data, "due": "2025-01-20"})
    assert response.status_code == 302
    assert Assignment.objects.get().due.isoformat() == "2025-01-20"
    row = table(client.get(url("assignments", call)), number=1)[0]
    assert "Rita Withdraw" in row[2]
    assert "1 missing" in row[2]
    assert row[3] == "0 of 2"


def test_a_refusal_keeps_what_was_ticked(client, call, proposal, rita):
    actions.add_reviewer(call, rita, by=None)
    Membership.objects.create(user=rita, organization=proposal.lead_organization)
    data = {
        "reviewer": str(Reviewer.objects.get().pk),
        "proposals": [str(proposal.pk)],
    }
    page = client.post(url("assign", call), data)
    assert "conflict of interest between Rita" in complaints(page)[0]
    assert main(page).select("input[name=proposals][checked]")


def test_the_plan_is_looked_at_and_then_carried_out(client, call, rita):
    omar = house.reviewer("omar")
    for user in (rita, omar):
        actions.add_reviewer(call, user, by=None)
    proposals = [house.proposal(call, name) for name in ("One", "Two")]
    Membership.objects.create(user=omar, organization=proposals[0].lead_organization)
    page = client.get(url("plan", call))
    assert not Assignment.objects.exists()
    assert "1 of the 2 reviewers has a conflict of interest." in words(main(page))
    assert table(page) == [["1 · Rita", "0", "2"], ["2 · Omar", "0", "1"]]
    pairs = [field["value"] for field in main(page).select("input[name=pair]")]
    response = client.post(url("plan", call), {"pair": pairs, "due": ""})
    assert response.status_code == 302
    assert Assignment.objects.count() == 3
    # Pressed again, nothing is done twice.
    client.post(url("plan", call), {"pair": pairs, "due": ""})
    assert Assignment.history.count() == 3
    assert "Nothing can be assigned" in words(main(client.get(url("plan", call))))


def test_a_plan_of_yesterday_is_refused(client, call, rita, proposal):
    users = [rita, house.reviewer("omar"), house.reviewer("cleo")]
    for user in users:
        actions.add_reviewer(call, user, by=None)
    page = client.get(url("plan", call))
    pairs = [field["value"] for field in main(page).select("input[name=pair]")]
    for user in users:
        if f"{proposal.pk}:{user.pk}" not in pairs:
            house.assigned(proposal, user)
    page = client.post(url("plan", call), {"pair": pairs, "due": ""})
    assert complaints(page)[0].startswith("Somebody has assigned reviewers since")
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("pair", ["", "x", "1:2", "nobody:nobody"])
def test_pairs_that_nobody_was_shown_are_left_out(client, call, proposal, pair):
    assert client.post(url("plan", call), {"pair": pair}).status_code == 302
    assert not Assignment.objects.exists()


def test_an_assignment_is_withdrawn_or_given_to_another(client, call, proposal, rita):
    omar = house.reviewer("omar")
    actions.add_reviewer(call, omar, by=None)
    assignment = house.assigned(proposal, rita)
    address = url("withdraw_assignment", call, assignment.pk)
    page = client.post(address, {"reason": "", "instead": ""})
    assert "This field is required." in words(main(page))
    # Whoever reviews it already is not offered.
    cleo = house.reviewer("cleo")
    house.assigned(proposal, cleo)
    offered = main(client.get(address)).select("select[name=instead] option")
    assert [words(option) for option in offered] == ["Nobody", "1 · Omar"]
    actions.withdraw_assignment(
        Assignment.objects.get(reviewer=cleo), by=None, reason="x"
    )
    number = str(Reviewer.objects.get(user=omar).pk)
    response = client.post(address, {"reason": "Ill", "instead": number})
    assert response.url == url("assignments", call)
    active = Assignment.objects.get(state="assigned")
    assert active.reviewer == omar


def test_a_reviewer_is_taken_out(client, call, proposal, rita):
    house.assigned(proposal, rita)
    response = client.post(url("remove_reviewer", call, 1), {"reason": "On leave"})
    assert response.status_code == 302
    assert Assignment.objects.get().state == "withdrawn"


# Conflicts.


def test_conflicts_are_lifted_set_and_looked_for(client, call, proposal, rita):
    actions.add_reviewer(call, rita, by=None)
    assert "No conflict of interest is known." in words(
        main(client.get(url("conflicts", call)))
    )
    Membership.objects.bulk_create(
        [Membership(user=rita, organization=proposal.lead_organization)]
    )
    client.post(url("recheck", call))
    conflict = Conflict.objects.get()
    page = client.post(url("lift", call), {"lift-reason": "Umbrella"})
    assert complaints(page) == ["Tick the conflicts that you want to lift."]
    data = {"lift-reason": "Umbrella", "conflicts": [str(conflict.pk)]}
    assert client.post(url("lift", call), data).status_code == 302
    row = table(client.get(url("conflicts", call)))[0]
    assert row[3] == "Found from a membership: Union"
    assert "Lifted Umbrella Editor" in row[4]
    data = {
        "set-reviewer": str(Reviewer.objects.get().pk),
        "set-proposal": str(proposal.pk),
        "set-reason": "They worked together.",
    }
    assert client.post(url("set_conflict", call), data).status_code == 302
    assert Conflict.objects.get(kind="set").explanation == "They worked together."


# Ranking and deciding.


def test_the_ranking_shows_ranks_merit_and_dots(client, call, ranked):
    page = client.get(url("ranking", call))
    rows = table(page)
    assert [row[1] for row in rows] == ["1", "2", "3"]
    assert [row[3].split()[0] for row in rows] == ["100.0", "60.0", "20.0"]
    plots = main(page).select("svg.workshops-plot")
    assert plots[0]["aria-label"] == "1 review: 100.0. Merit 100.0."
    assert [len(plot.select("circle")) for plot in plots] == [1, 1, 1]


def test_disagreement_is_flagged(client, call, proposal, rita):
    house.submitted(proposal, rita, 5, 5)
    house.submitted(proposal, house.reviewer("omar"), 1, 1)
    row = table(client.get(url("ranking", call)))[0]
    assert "Reviewers disagree (spread 40.0)" in row[3]
    page = client.get(url("ranking", call), {"show": "disagree"})
    assert len(table(page)) == 1


def test_it_is_filtered_and_sorted(client, call, ranked):
    def references(**query):
        page = client.get(url("ranking", call), query)
        return [row[2].split()[-3] for row in table(page)] if table_of(page) else []

    def table_of(page):
        return main(page).select("table.listing")

    actions.decide(ranked[0], "selected", by=None)
    one, two, three = (str(proposal) for proposal in ranked)
    assert references(decision="selected") == [one]
    assert references(decision="none") == [two, three]
    assert references(sort="reference") == [one, two, three]
    assert references(show="joint") == []
    assert references(show="short") == [one, two, three]
    page = client.get(url("ranking", call), {"sort": "nonsense", "at": "nonsense"})
    assert len(table(page)) == 3
    assert "Enter a valid date/time." in words(main(page))


def test_it_is_shown_as_of_a_past_moment(client, call, ranked, rita, at_noon):
    at_noon.shift(timedelta(hours=2))
    house.change(ranked[2].reviews.get(), 5, 5)
    now = [row[3].split()[0] for row in table(client.get(url("ranking", call)))]
    assert now == ["100.0", "100.0", "60.0"]
    page = client.get(url("ranking", call), {"at": "2024-12-01 13:30:00"})
    assert "As recorded at 1 December 2024, 13:30" in words(main(page))
    assert [row[2].split()[0] for row in table(page)] == ["100.0", "60.0", "20.0"]
    page = client.get(url("ranking", call), {"at": "2024-12-25 13:30:00"})
    assert "This time is still to come." in words(main(page))
    past = {"at": "2024-12-01 13:30:00", "export": "csv"}
    name = client.get(url("ranking", call), past)["Content-Disposition"]
    assert name.endswith('-2024-12-01-1330.csv"')
    page = client.get(url("ranking", call), {"at": "2024-12-01 13:30:00"})
    # Nobody decides on the past.
    assert not main(page).select("button:-soup-contains(Decide)")


def test_it_is_exported(client, call, ranked):
    actions.decide(ranked[0], "selected", by=None, rationale="=Best()")
    rows = csv_rows(client.get(url("ranking", call), {"export": "csv"}))
    assert [row["Merit"] for row in rows] == ["100.0000", "60.0000", "20.0000"]
    assert rows[0]["Rationale"] == "'=Best()"
    rows = xlsx_rows(client.get(url("ranking", call), {"export": "xlsx"}))
    assert [row["Final rank"] for row in rows] == [1, 2, 3]
    rows = csv_rows(client.get(url("export", call)))
    assert [row["Standards"] for row in rows] == ["5", "3", "1"]
    assert {row["Reviewer"] for row in rows} == {"Rita"}


def test_the_export_of_reviews_has_what_each_reviewer_gave(
    client, call, proposal, rita
):
    omar = house.reviewer("omar")
    house.submitted(proposal, rita, 4, None, note="Good", feedback="-2 pages, please")
    house.submitted(proposal, omar, 1, 2, recommendation="no")
    house.begun(proposal, house.reviewer("cleo"))
    omar.delete()
    rows = csv_rows(client.get(url("export", call)))
    second, first = sorted(rows, key=lambda row: row["Total"])
    assert first == {
        "Reference": proposal.reference,
        "Title": proposal.title,
        "Reviewer": "Rita",
        "State": "Submitted",
        "Submitted (UTC)": "2024-12-01 12:00",
        "Total": "80.0",
        "Standards": "4",
        "Standards: remark": "",
        "Root causes": "Cannot judge",
        "Root causes: remark": "Not my field",
        "Recommendation": "Select it",
        "Note to the committee": "Good",
        "Feedback for the proposer": "'-2 pages, please",
    }
    assert (second["Reviewer"], second["Root causes"]) == ("Reviewer 2", "2")


def test_several_are_decided_in_the_order_of_the_ranking(client, call, ranked):
    data = {"decision": "reserve", "rationale": "", "reserve_order": ""}
    page = client.post(url("decide", call), data)
    assert complaints(page) == ["Tick the proposals on which you decide."]
    data["proposals"] = [p.reference for p in reversed(ranked)]
    assert client.post(url("decide", call), data).status_code == 302
    orders = [p.decisions.get().reserve_order for p in ranked]
    assert orders == [1, 2, 3]


def test_a_long_ranking_has_pages_and_one_decides_from_each(
    client, call, ranked, monkeypatch
):
    monkeypatch.setattr("workshops_plugin.reviews.admin_views.ranking.PER_PAGE", 2)
    page = client.get(url("ranking", call), {"show": ""})
    assert [row[1] for row in table(page)] == ["1", "2"]
    assert "Page 1 of 2" in words(main(page))
    page = client.get(url("ranking", call), {"show": "", "p": "2"})
    assert [row[1] for row in table(page)] == ["3"]
    action = main(page).select_one("form[method=post]")["action"]
    data = {"decision": "declined", "proposals": [ranked[2].reference]}
    page = client.post(action, data)
    assert page.status_code == 302
    assert page["Location"] == url("ranking", call) + "?show=&p=2"
    # All of them are exported, whatever the page.
    rows = csv_rows(client.get(url("ranking", call), {"p": "2", "export": "csv"}))
    assert len(rows) == 3


def test_what_departs_is_refused_with_the_sentence_and_keeps_the_ticks(
    client, call, ranked
):
    actions.decide(ranked[2], "selected", by=None)
    data = {"decision": "declined", "proposals": [ranked[0].reference]}
    page = client.post(url("decide", call), data)
    assert "departs from the ranking" in words(main(page))
    assert len(main(page).select("input[name=proposals][checked]")) == 1
    assert Decision.objects.count() == 1


def test_one_is_decided_on_its_own_page(client, call, ranked):
    page = client.get(url("proposal", ranked[0]))
    assert facts(page)["Merit"] == "100.0"
    assert [row[0] for row in table(page)][:3] == ["Standards", "Root causes", "Total"]
    response = client.post(
        url("decide_proposal", ranked[0]),
        {"decision": "selected", "rationale": "Best of all", "reserve_order": ""},
    )
    assert response.url == url("proposal", ranked[0])
    page = main(client.get(response.url))
    assert "Best of all" in words(page.select_one("#decisions-content"))


def test_a_review_is_reopened(client, ranked, rita):
    review = ranked[0].reviews.get()
    response = client.post(
        url("reopen_review", ranked[0], review.pk), {"reason": "New figures"}
    )
    assert response.status_code == 302
    assert house.fresh(review).state == "reopened"


# Announcing.


@pytest.fixture
def closed(call, ranked, at_noon):
    for proposal, decision in zip(
        ranked, ("selected", "reserve", "declined"), strict=True
    ):
        actions.decide(proposal, decision, by=None)
    at_noon.move_to(site.CLOSES)
    return call


def test_a_letter_whose_decision_changes_is_to_be_checked(client, closed, ranked):
    def to_check():
        return words(main(client.get(url("letters", closed))))

    client.post(url("prepare", closed))
    letter = Letter.objects.get(decision="selected")
    address = url("letter", closed, letter.pk)
    client.post(address, {"subject": "Good", "body": "You are in.", "version": "1"})
    actions.decide(ranked[0], "declined", by=None, rationale="They asked for it")
    actions.decide(ranked[1], "selected", by=None)
    assert "Its decision has changed since" in to_check()
    client.post(url("prepare", closed))
    assert "what had been written by hand is kept beside it" in to_check()
    old = main(client.get(address)).select_one("details.workshops-more")
    assert words(old).endswith("Good You are in.")


def test_what_has_left_is_read_and_not_changed(client, closed, editor):
    actions.announce(closed, by=editor)
    letter = Letter.objects.get(decision="selected")
    letter.state = "sent"
    letter.save()
    page = main(client.get(url("letter", closed, letter.pk)))
    assert letter.subject in words(page)
    assert not page.select("form textarea")


def test_letters_are_read_changed_and_sent(
    client, closed, editor, mailoutbox, django_capture_on_commit_callbacks
):
    client.post(url("prepare", closed))
    page = main(client.get(url("letters", closed)))
    headings = [words(h2) for h2 in page.select("h2.w-panel__heading")]
    assert headings == ["Selected", "Reserve", "Declined"]
    letter = Letter.objects.get(decision="selected")
    address = url("letter", closed, letter.pk)
    data = {**typed(client.get(address)), "subject": "Good news"}
    assert client.post(address, data).status_code == 302
    response = client.post(address, {**data, "subject": "Late"})
    assert "changed this letter since" in complaints(response)[0]
    assert typed(response)["subject"] == "Late"
    page = main(client.get(url("letters", closed)))
    assert "changed by hand" in words(page.select_one("#exceptions-content"))
    page = main(client.get(url("announce", closed)))
    assert "1 Selected 1 Reserve 1 Declined" in words(page)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("announce", closed))
    assert response.url == url("report", closed)
    notice = soup(client.get(response.url)).select_one(".said")
    assert "The results are announced" in words(notice)
    assert sorted(m.subject for m in mailoutbox)[0] == "Good news"
    assert len(mailoutbox) == 3
    page = main(client.get(url("letters", closed)))
    assert "The results are announced." in words(page)


def test_what_stands_in_the_way_is_named(client, ranked, call, at_noon):
    at_noon.move_to(site.CLOSES)
    page = client.get(url("announce", call))
    assert "3 proposals are not decided yet" in complaints(page)[0]
    client.post(url("announce", call))
    assert house.fresh(call).announced_at is None


def test_decisions_are_reopened_and_announced_again(client, closed, ranked):
    client.post(url("announce", closed))
    client.post(url("reopen_decisions", closed), {"reason": "The host withdrew."})
    assert house.fresh(closed).reopened_at
    page = main(client.get(url("announce", closed)))
    assert page.select("textarea[name=reason]")


# Papers.


def test_the_report_says_what_was_decided_and_how_it_was_sealed(
    client, closed, ranked, rita
):
    page = words(soup(client.get(url("report", closed))))
    assert "Not final" in page
    seal = actions.announce(closed, by=None)
    page = soup(client.get(url("report", closed)))
    text = words(page)
    assert "Not final" not in text
    assert seal.digest in text
    assert [words(row.td) for row in page.select("table.ranking tbody tr")] == [
        "1",
        "2",
        "3",
    ]
    assert "Rita" in text
    calls_rules = url("report", closed)
    site.put([closed], name_reviewers=False)
    text = words(soup(client.get(calls_rules)))
    assert "Reviewer 1" in text
    assert "Rita" not in text


def test_the_pack_holds_proposals_and_reviews(client, call, ranked):
    text = words(soup(client.get(url("pack", call))))
    for part in ("Not final", "Safe mines without children", "Peer learning", "100.0"):
        assert part in text


def test_the_auditors_report_names_late_changes(client, call, ranked, at_noon):
    at_noon.shift(timedelta(hours=1))
    house.change(ranked[0].reviews.get(), 2, reason="I misread it.")
    actions.decide(ranked[0], "selected", by=None)
    actions.decide(ranked[0], "declined", by=None, rationale="Second thoughts")
    text = words(soup(client.get(url("audit", call))))
    assert "all is intact" in text
    assert "5 → 2 I misread it." in text
    assert "Second thoughts" in text


def test_the_history_tells_what_happened(client, call, ranked, rita, at_noon):
    at_noon.shift(timedelta(days=1))
    house.change(ranked[0].reviews.get(), 2, reason="I misread it.")
    page = main(client.get(url("history", ranked[0])))
    days = [words(day.h3) for day in page.select(".workshops-day")]
    assert days == ["2 December 2024", "1 December 2024"]
    events = [words(event.div) for event in page.select(".workshops-event")]
    assert events[0] == "Rita scored. Standards: 5 → 2 I misread it."
    assert events[-1].startswith("The proposal was submitted.")
    page = main(client.get(url("history", ranked[0]), {"kind": "review"}))
    assert {words(e.p) for e in page.select(".workshops-event")} == {
        "Rita submitted the review.",
        "Rita changed the review.",
        "Rita began a review.",
    }
    rows = csv_rows(client.get(url("history", ranked[0]), {"export": "csv"}))
    change = next(row for row in rows if row["Reason"] == "I misread it.")
    assert (change["What"], change["Before"], change["After"]) == (
        "Standards",
        "5",
        "2",
    )


# What is on other screens.


def test_the_calls_screen_says_what_is_next(client, call, proposal, rita, at_noon):
    screen = reverse("workshops_calls:screen", args=[call.pk])
    at_noon.move_to(site.CLOSES)
    step = words(main(client.get(screen)).select_one(".workshops-step"))
    assert step.startswith("Nobody has been picked to review")
    actions.add_reviewer(call, rita, by=None)
    step = words(main(client.get(screen)).select_one(".workshops-step"))
    assert step.startswith("1 proposal has fewer reviewers than wanted.")
    omar = house.reviewer("omar")
    for user in (rita, omar):
        house.assigned(proposal, user)
    step = words(main(client.get(screen)).select_one(".workshops-step"))
    assert step.startswith("Reviews are being written: 0 of 2")
    for user in (rita, omar):
        house.submitted(proposal, user, 4, 4)
    step = words(main(client.get(screen)).select_one(".workshops-step"))
    assert step.startswith("The reviews are in.")
    actions.decide(proposal, "selected", by=None)
    step = words(main(client.get(screen)).select_one(".workshops-step"))
    assert step.startswith("Everything is decided.")


def bulk(action, *proposals):
    address = reverse(
        "wagtail_bulk_action", args=["workshops_plugin", "proposal", action]
    )
    query = "&".join(f"id={proposal}" for proposal in proposals)
    return f"{address}?{query}&next=/admin/workshops/proposals/"


def test_proposals_are_assigned_from_their_list(client, call, ranked):
    omar = house.reviewer("omar")
    address = bulk("workshops_assign", *(p.pk for p in ranked[:2]))
    page = client.get(address)
    assert "SCW24-001" in words(main(page))
    response = client.post(address, {"reviewer": str(omar.pk), "due": ""})
    assert response.url == "/admin/workshops/proposals/"
    assert Assignment.objects.filter(reviewer=omar).count() == 2
    response = client.get(response.url)
    assert "2 proposals are assigned to Omar." in said(response)


def test_all_means_what_the_list_shows(client, call, ranked):
    omar = house.reviewer("omar")
    address = bulk("workshops_assign", "all") + "&q=SCW24-003"
    client.post(address, {"reviewer": str(omar.pk), "due": ""})
    assert Assignment.objects.get(reviewer=omar).proposal == ranked[2]


def test_a_refused_bulk_action_does_nothing_and_says_why(client, call, ranked):
    actions.decide(ranked[2], "selected", by=None)
    address = bulk("workshops_decide", *(p.pk for p in ranked[:2]))
    page = client.post(address, {"decision": "declined", "rationale": ""})
    assert "departs from the ranking" in words(main(page))
    assert Decision.objects.count() == 1


def test_bulk_actions_are_closed_to_those_without_the_permission(
    client, call, ranked, rita
):
    for user in (rita, house.auditor(), site.make_editor("calls@x.example")):
        client.force_login(user)
        for action, data in (
            ("workshops_assign", {"reviewer": str(rita.pk), "due": ""}),
            ("workshops_decide", {"decision": "declined", "rationale": "x"}),
        ):
            before = (Assignment.history.count(), Decision.objects.count())
            page = client.get(bulk(action, ranked[0].pk), follow=True)
            assert not main(page).select("form button.button:not(.button-secondary)")
            client.post(bulk(action, ranked[0].pk), data)
            assert (Assignment.history.count(), Decision.objects.count()) == before


# However many there are.


MOST_QUERIES = {
    ("assignments", ""): 40,
    ("conflicts", ""): 40,
    ("ranking", ""): 30,
    ("ranking", "at=2024-12-01+13:30"): 30,
    ("ranking", "export=csv"): 30,
    ("export", "export=csv"): 30,
    ("letters", ""): 40,
    ("report", ""): 40,
    ("pack", ""): 40,
    ("audit", ""): 90,
}


def test_the_number_of_queries_does_not_grow(client, call, rita):
    def queries(name, query):
        address = f"{url(name, call)}?{query}"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            assert response.status_code == 200
            response.getvalue()
        return len(captured)

    def fill(numbers):
        for n in numbers:
            proposal = house.proposal(call, f"P{n}")
            for user in reviewers:
                house.submitted(proposal, user, n % 6, 3, feedback="x")
            actions.declare_conflict(proposal, barred, by=None, reason="x")
            actions.decide(proposal, "selected", by=None, rationale="x")
        actions.prepare_letters(call, by=None)

    reviewers, barred = [rita, house.reviewer("omar")], house.reviewer("cleo")
    fill(range(2))
    few = {page: queries(*page) for page in MOST_QUERIES}
    fill(range(2, 7))
    assert {page: queries(*page) for page in MOST_QUERIES} == few
    assert [page for page, most in MOST_QUERIES.items() if few[page] > most] == []


def test_the_history_asks_the_same_for_any_number_of_versions(client, proposal, rita):
    def queries():
        client.get(url("history", proposal))
        with CaptureQueriesContext(connection) as captured:
            client.get(url("history", proposal))
        return len(captured)

    review = house.submitted(proposal, rita, 1, 1)
    few = queries()
    for n in range(2, 6):
        review = house.change(review, n, n)
    assert queries() == few <= 40
    # The timeline itself, without the admin around it.
    with CaptureQueriesContext(connection) as captured:
        assert len(events_of(proposal.call, [proposal])) > 5
    assert len(captured) <= 20


def test_the_criteria_are_reopened_from_the_calls_screen(client, call, ranked):
    screen = reverse("workshops_calls:screen", args=[call.pk])
    link = main(client.get(screen)).select_one(
        "a:-soup-contains('Reopen the criteria')"
    )
    assert link["href"] == url("reopen_rubric", call)
    page = client.post(link["href"], {"reason": ""})
    assert "This field is required." in words(main(page))
    response = client.post(link["href"], {"reason": "Weights were mixed up."})
    assert response.url == screen
    assert house.fresh(call).rubric_frozen_at is None
    assert "Reopen the criteria" not in words(main(client.get(screen)))


def test_a_host_is_withdrawn_once_decisions_are_open_again(client, closed, ranked):
    inspect = reverse("workshops_proposals:inspect", args=[ranked[0].pk])
    withdraw = reverse("workshops_proposals:withdraw", args=[ranked[0].pk])
    actions.announce(closed, by=None)
    assert withdraw not in client.get(inspect).content.decode()
    actions.reopen_decisions(closed, by=None, reason="A host withdraws.")
    page = client.get(inspect).content.decode()
    assert withdraw in page
    assert reverse("workshops_proposals:correct", args=[ranked[0].pk]) not in page
    client.post(withdraw, {"reason": "The host lost its funding."})
    assert house.fresh(ranked[0]).status == "withdrawn"
