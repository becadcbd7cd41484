"""Tells the reviews and decisions through the verbs, each in its own time."""

from datetime import timedelta

from workshops_plugin.models import Assignment, Conflict, Review, Series
from workshops_plugin.reviews.actions import (
    Given,
    add_reviewer,
    announce,
    assign_all,
    begin_review,
    decide,
    declare_conflict,
    edit_letter,
    lift_conflict,
    place_all,
    prepare_letters,
    save_review,
    set_wishes,
    settle,
    submit_review,
)
from workshops_plugin.reviews.enums import Place

from .clock import at
from .ids import block_id
from .ledger import once
from .load_calls import CLOSED, REVIEW, call_of
from .load_pages import EDITOR
from .load_people import user
from .people import REVIEWERS
from .selection import DECISIONS, DECLARED, LIFTED, REVIEWS
from .series import PLACES, SETTLED, WISHES

#: Days after the closing of a call.
PICKED, ANNOUNCED = {CLOSED: 13.5, REVIEW: 0.45}, 59.42
DUE = {CLOSED: 45, REVIEW: 24}
HOUR = 1 / 24


def load(call):
    """Tell what happened to the proposals of ``call`` after it had closed."""
    once(f"reviews:{call}", _Teller(call).tell)


class _Teller:
    def __init__(self, name):
        self.name = name

    def tell(self):
        self.call, self.by = call_of(self.name), user(EDITOR)
        proposals = self.call.proposals.exclude(reference=None)
        self.proposals = {
            row.lead_organization.external_id.removeprefix("demo-"): row
            for row in proposals.select_related("lead_organization")
        }
        criteria = self.call.criteria.all()
        self.criteria = {row.block_id: row for row in criteria}
        # What happens at the same time happens in the order in which it is told.
        for day, happen in sorted(self.events(), key=lambda event: event[0]):
            with at(self.moment(day)):
                happen()

    def moment(self, day):
        return self.call.closes_at + timedelta(minutes=round(day * 24 * 60))

    def proposal(self, key):
        row = self.proposals[key]
        row.refresh_from_db()
        row.call = self.call
        return row

    def events(self):
        """Yield (day, what happens)."""
        yield PICKED[self.name], self.pick
        for story in DECLARED.get(self.name, ()):
            yield story.day, lambda s=story: self.declare(s)
        for story in LIFTED.get(self.name, ()):
            yield story.day, lambda s=story: self.lift(s)
        reviews = REVIEWS[self.name]
        for day in sorted({review.assigned for review in reviews}):
            some = [review for review in reviews if review.assigned == day]
            yield day, lambda some=some: self.assign(some)
        for story in reviews:
            yield from self.of_review(story)
        if decisions := DECISIONS.get(self.name):
            yield from self.of_series(decisions)
            yield ANNOUNCED - 4 * HOUR, self.write_letters
            yield ANNOUNCED, lambda: announce(self.call, by=self.by)

    def of_series(self, decisions):
        """Yield what was wished, put on the board and decided by it."""
        for day, wishes, reason in WISHES:
            yield day, lambda w=wishes, r=reason: self.wish(w, r)
        ineligible = [s for s in decisions if s.decision == "ineligible"]
        for story in ineligible:
            yield story.day, lambda s=story: self.decide(s)
        others = [s for s in decisions if s not in ineligible]
        for story in others:
            yield story.day, lambda s=story: self.place(s)
        for day in sorted({int(story.day) for story in others}):
            last = max(story.day for story in others if int(story.day) == day)
            known = {s.proposal: s.rationale for s in others if s.day <= last}
            yield last + SETTLED / 24 / 60, lambda known=known: self.settle(known)

    def wish(self, wishes, reason):
        series = Series.objects.filter(call=self.call).first()
        set_wishes(
            self.call,
            wishes,
            by=self.by,
            version=series.version if series else 0,
            publish=True,
            reason=reason,
        )

    def place(self, story):
        """Put a proposal where it belongs; of a swap, the first makes room."""
        where = {"selected": Place.SERIES, "reserve": Place.RESERVE}
        steps = [(self.proposal(story.proposal), where.get(story.decision, Place.POOL))]
        series = Series.objects.get(call=self.call)
        if story.decision == "selected" and len(series.chosen) == PLACES:
            last = self.call.proposals.get(pk=series.chosen[-1])
            steps.insert(0, (last, Place.POOL))
        before = None
        if story.decision == "reserve" and len(series.reserve) >= story.order:
            before = self.call.proposals.get(pk=series.reserve[story.order - 1])
        place_all(self.call, steps, by=self.by, before=before)

    def settle(self, known):
        series = Series.objects.get(call=self.call)
        rationales = {self.proposals[key].pk: text for key, text in known.items()}
        settle(self.call, by=self.by, version=series.version, rationales=rationales)

    def pick(self):
        for reviewer in REVIEWERS:
            add_reviewer(self.call, user(reviewer.email), by=self.by)

    def declare(self, story):
        reviewer = user(story.by)
        proposal = self.proposal(story.proposal)
        declare_conflict(proposal, reviewer, by=reviewer, reason=story.reason)

    def lift(self, story):
        conflict = Conflict.objects.get(
            proposal=self.proposal(story.proposal), reviewer=user(story.by)
        )
        lift_conflict(conflict, by=self.by, reason=story.reason)

    def assign(self, stories):
        pairs = [(self.proposal(s.proposal), user(s.by)) for s in stories]
        due = self.moment(DUE[self.name]).date()
        assign_all(pairs, due=due, by=self.by)

    def of_review(self, story):
        """Yield when a review is begun, saved, submitted and changed."""
        if not story.scores:
            return
        ends = story.submitted or story.assigned + 2.6
        first = min([ends, *(r.day for r in story.changed)])
        yield first - 0.6 * HOUR, lambda: self.begin(story)
        for revision in story.changed:
            yield (
                revision.day,
                lambda r=revision: self.save(story, r.scores, reason=r.reason),
            )
        if story.submitted is not None:
            yield story.submitted, lambda: self.submit(story)

    def begin(self, story):
        assignment = Assignment.objects.get(
            proposal=self.proposal(story.proposal), reviewer=user(story.by)
        )
        begin_review(assignment, by=assignment.reviewer)
        # A draft has its texts later than its scores, as people write them.
        texts = {} if story.submitted is None else self.texts(story)
        self.save(story, story.scores, **texts)

    def texts(self, story):
        return {
            "recommendation": story.recommendation,
            "note": story.note,
            "feedback": story.feedback,
        }

    def review(self, story):
        return Review.objects.get(
            proposal=self.proposal(story.proposal), reviewer=user(story.by)
        )

    def save(self, story, scores, *, reason="", **texts):
        review = self.review(story)
        save_review(
            review,
            scores={
                self.criteria[block_id("criterion", name)]: Given(
                    value, value is None, story.remarks.get(name, "")
                )
                for name, value in scores.items()
            },
            by=review.reviewer,
            version=review.version,
            reason=reason,
            **texts,
        )

    def submit(self, story):
        review = self.review(story)
        submit_review(review, by=review.reviewer, version=review.version)

    def decide(self, story):
        decide(
            self.proposal(story.proposal),
            story.decision,
            rationale=story.rationale,
            reserve_order=story.order,
            by=self.by,
        )

    def write_letters(self):
        """Draft all letters; add a sentence of her own to that of the first reserve."""
        letters = prepare_letters(self.call, by=self.by)
        letter = next(row for row in letters if row.decision == "reserve")
        greeting, rest = letter.body.rsplit("\n\n", 1)
        edit_letter(
            letter,
            by=self.by,
            version=letter.version,
            subject=letter.subject,
            body=f"{greeting}\n\nI shall telephone you this week, so that you hear from "
            f"us in person how the committee weighed the series.\n\n{rest}",
        )
