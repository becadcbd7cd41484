"""The reviews of the demonstration: complete, without conflicts, and of one piece."""

import re
from collections import Counter, defaultdict

import pytest

from sandbox.demo.call_questions import CRITERIA
from sandbox.demo.load_calls import CLOSED, REVIEW, WEIGHTS
from sandbox.demo.organizations import PATHFINDERS
from sandbox.demo.people import REVIEWERS
from sandbox.demo.proposals import STORIES
from sandbox.demo.selection import DECISIONS, DECLARED, LIFTED, REVIEWS
from workshops_plugin.calls.enums import ConsiderationRule, MeritMethod
from workshops_plugin.reviews import scoring

CALLS = (CLOSED, REVIEW)
#: The call in review has closed for eleven days, at the least, when it is loaded.
ELAPSED = {CLOSED: 58, REVIEW: 11}
ORGANIZATIONS = {reviewer.email: reviewer.organization for reviewer in REVIEWERS}


def submitted(call):
    """Return {key of the lead: story} of what was submitted and not withdrawn."""
    return {
        story.organization: story
        for story in STORIES
        if story.call == call
        and story.submitted is not None
        and "withdraw" not in {later.what for later in story.later}
    }


def decided():
    """Return {key of the lead: the decision that stands}."""
    return {decision.proposal: decision for decision in DECISIONS[CLOSED]}


def eligible(call):
    ineligible = {
        key for key, decision in decided().items() if decision.decision == "ineligible"
    }
    return submitted(call).keys() - (ineligible if call == CLOSED else set())


def derived(call):
    """Return the pairs of proposal and reviewer whose organization was asked to it."""
    behind = {
        key: {key, *(partner.organization for partner in story.partners)}
        for key, story in submitted(call).items()
    }
    return {
        (key, email)
        for key, organizations in behind.items()
        for email, organization in ORGANIZATIONS.items()
        if organization in organizations
    }


def pairs(stories):
    return [(story.proposal, story.by) for story in stories]


def totals():
    """Return {key of the lead: the totals of its reviews} of the closed call."""
    found = defaultdict(list)
    for review in REVIEWS[CLOSED]:
        total = scoring.total(review.last_scores, WEIGHTS, 0, 5)
        found[review.proposal].append(total)
    return found


def ranking():
    pathfinders = {
        country
        for country, since, until in PATHFINDERS
        if since <= "2024-12-31" and (until is None or until >= "2024-12-31")
    }
    stories = submitted(CLOSED)
    return scoring.rank(
        [
            scoring.Candidate(
                key,
                scoring.merit(found, MeritMethod.MEAN),
                any(p.answer == "confirmed" for p in stories[key].partners),
                not pathfinders.isdisjoint(stories[key].countries.split()),
            )
            for key, found in totals().items()
        ],
        scoring.Considerations(ConsiderationRule.TIE_BREAK),
    )


@pytest.mark.parametrize(("call", "wanted"), [(CLOSED, 3), (REVIEW, 2)])
def test_each_eligible_proposal_has_its_reviews(call, wanted):
    assert len(set(pairs(REVIEWS[call]))) == len(REVIEWS[call])
    counts = Counter(review.proposal for review in REVIEWS[call])
    assert counts == dict.fromkeys(eligible(call), wanted)


@pytest.mark.parametrize(("call", "loads"), [(CLOSED, {4, 5}), (REVIEW, {1, 2, 3})])
def test_the_load_is_even(call, loads):
    assert len(ORGANIZATIONS) == 12
    counts = Counter(review.by for review in REVIEWS[call])
    assert counts.keys() == ORGANIZATIONS.keys()
    assert set(counts.values()) <= loads


@pytest.mark.parametrize("call", CALLS)
def test_nobody_judges_what_concerns_them(call):
    lifted = set(pairs(LIFTED.get(call, [])))
    assert lifted <= derived(call)
    in_conflict = derived(call) | set(pairs(DECLARED[call]))
    assert in_conflict & set(pairs(REVIEWS[call])) == lifted
    for conflict in [*DECLARED[call], *LIFTED.get(call, [])]:
        assert conflict.reason
        assert conflict.by in ORGANIZATIONS
        assigned = min(r.assigned for r in REVIEWS[call])
        assert 0 < conflict.day < assigned


@pytest.mark.parametrize("call", CALLS)
def test_each_score_is_on_the_scale_or_explained(call):
    for review in REVIEWS[call]:
        scores, remarks = review.last_scores, review.remarks
        assert scores.keys() <= CRITERIA.keys()
        assert remarks.keys() <= scores.keys()
        assert set(scores.values()) <= {None, *range(6)}
        for criterion in (name for name, score in scores.items() if score is None):
            assert remarks[criterion]


@pytest.mark.parametrize("call", CALLS)
def test_a_submitted_review_is_complete(call):
    for review in REVIEWS[call]:
        words = (review.recommendation, review.note, review.feedback)
        if review.submitted is None:
            assert not any(words)
            assert len(review.scores) < len(CRITERIA)
        else:
            assert all(words)
            assert review.recommendation in {"yes", "maybe", "no"}
            assert review.scores.keys() == CRITERIA.keys()


@pytest.mark.parametrize("call", CALLS)
def test_things_happen_in_order(call):
    for review in REVIEWS[call]:
        assert 0 < review.assigned < (review.submitted or 1e9)
        assert (review.submitted or 0) < ELAPSED[call]
        scores = review.scores
        for revision in review.changed:
            assert revision.reason
            assert review.assigned < revision.day < ELAPSED[call]
            for criterion, score in revision.scores.items():
                assert scores[criterion] != score
            scores = scores | revision.scores


def test_the_call_in_review_is_half_way():
    reviews = REVIEWS[REVIEW]
    assert sum(review.submitted is not None for review in reviews) == 10
    assert sum(not review.scores for review in reviews) == 1


def test_each_proposal_is_decided_after_its_reviews():
    assert decided().keys() == submitted(CLOSED).keys()
    counts = Counter(decision.decision for decision in decided().values())
    assert counts == {"selected": 7, "reserve": 3, "declined": 9, "ineligible": 1}
    reserves = [d.order for d in decided().values() if d.decision == "reserve"]
    assert sorted(reserves) == [1, 2, 3]
    last = max(
        day
        for review in REVIEWS[CLOSED]
        for day in (review.submitted, *(revision.day for revision in review.changed))
    )
    days = [decision.day for decision in DECISIONS[CLOSED]]
    assert days == sorted(days)
    for decision in DECISIONS[CLOSED]:
        assert decision.rationale
        assert (decision.order is not None) == (decision.decision == "reserve")
        assert decision.day > last or decision.decision == "ineligible"
    revised = Counter(decision.proposal for decision in DECISIONS[CLOSED])
    assert sorted(revised.values()) == [1] * 18 + [2] * 2


def test_most_of_the_selected_are_the_best():
    ranks = ranking()
    selected = {k for k, d in decided().items() if d.decision == "selected"}
    ahead = {key for key in selected if ranks[key].final <= 7}
    assert selected - ahead == {"gulfbuild"}
    assert {k for k in ranks if ranks[k].final <= 7} - ahead == {"padma"}


def test_there_is_something_to_discuss():
    places = Counter(rank.by_merit for rank in ranking().values())
    assert sorted(places.values())[-2:] == [2, 2]
    apart = {key for key, found in totals().items() if scoring.disagree(found)}
    assert apart == {"vigie", "zazamika"}
    after = [r for r in REVIEWS[CLOSED] if any(c.day > r.submitted for c in r.changed)]
    assert len(after) >= 8


def test_nothing_is_said_twice():
    said = Counter()
    for call in CALLS:
        for review in REVIEWS[call]:
            words = [review.note, review.feedback, *review.remarks.values()]
            words += [revision.reason for revision in review.changed]
            said.update(s for text in words for s in re.split(r"(?<=[.?!]) ", text))
    del said[""]
    assert [sentence for sentence, times in said.items() if times > 1] == []
