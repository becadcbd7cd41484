"""Tells the stories of the proposals through the verbs, each in its own time."""

from datetime import timedelta

from django.utils import translation

from workshops_plugin.calls.actions import (
    answer_invitation,
    attach,
    enter_proposal,
    extend,
    invite_partner,
    save_draft,
    start_proposal,
    submit,
    withdraw,
)

from .call_blocks import option_id, outcome_id, question_id
from .call_questions import QUESTIONS
from .clock import at
from .files import make
from .ledger import once
from .load_calls import call_of
from .load_pages import EDITOR
from .load_people import organization, user
from .proposals import STORIES

FOCUS = {
    "child": "child_labour",
    "forced": "forced_labour",
    "trafficking": "human_trafficking",
}
OPTIONS = {name: more.get("options") for _kind, name, _l, _h, more in QUESTIONS}
MINUTE = timedelta(minutes=1)


def load(call):
    """Tell the stories of ``call``, in the order in which they were submitted."""
    opens = call_of(call).opens_at
    stories = [story for story in STORIES if story.call == call]
    for story in sorted(stories, key=lambda s: s.submitted or s.started):
        last = story.submitted or story.started
        # What the verbs leave for after the commit happens in that time, too.
        with at(opens + timedelta(days=last)), translation.override(story.language):
            once(f"proposal:{call}:{story.organization}", _tell, story)


def _tell(story):
    call = call_of(story.call)
    teller = _Entered if story.entered else _Written
    teller(story, call).tell()


class _Teller:
    def __init__(self, story, call):
        self.story, self.call = story, call
        self.by, self.editor = user(story.by), user(EDITOR)

    def on(self, day):
        return at(self.moment(day))

    def moment(self, day):
        return self.call.opens_at + timedelta(minutes=round(day * 24 * 60))


class _Entered(_Teller):
    """One that reached the editors another way."""

    def tell(self):
        story = self.story
        with self.on(story.submitted):
            enter_proposal(
                self.call,
                organization(story.organization),
                data_of(story),
                by=self.editor,
                reason=story.entered,
                file=make(story.source),
            )


class _Written(_Teller):
    """One that members wrote themselves."""

    def tell(self):
        story = self.story
        with self.on(story.started):
            lead = organization(story.organization)
            self.proposal = start_proposal(self.call, organization=lead, by=self.by)
            self.save(data_of(story))
        with at(self.moment(story.started) + 20 * MINUTE):
            self.attach_and_invite()
        events = [(partner.day, self.answer, partner) for partner in self.answering()]
        events += [
            (later.day, getattr(self, later.what), later) for later in story.later
        ]
        if story.submitted is not None:
            events.append((story.submitted, self.submit, None))
        for day, happen, what in sorted(events, key=lambda event: event[0]):
            with self.on(day):
                happen(what)

    def save(self, data):
        save_draft(self.proposal, data, by=self.by, version=self.proposal.version)

    def attach_and_invite(self):
        for file in self.story.files:
            attach(self.proposal, question_id("evidence"), make(file), by=self.by)
        self.partners = {
            partner.organization: invite_partner(
                self.proposal, organization(partner.organization), by=self.by
            )
            for partner in self.story.partners
        }

    def answering(self):
        return [partner for partner in self.story.partners if partner.answer]

    def answer(self, partner):
        answer_invitation(
            self.partners[partner.organization],
            accept=partner.answer == "confirmed",
            by=user(partner.by),
        )
        self.proposal.refresh_from_db()

    def submit(self, _later=None):
        submit(self.proposal, by=self.by, version=self.proposal.version)

    def change(self, later):
        self.save(raw(later.changes))

    def resubmit(self, later):
        self.save(raw(later.changes))
        self.submit()

    def withdraw(self, later):
        withdraw(self.proposal, by=self.by, reason=later.reason)

    def extend(self, later):
        until = self.moment(later.until)
        extend(self.proposal, until, by=self.editor, reason=later.reason)


def data_of(story):
    """Return the form data of ``story``."""
    author = user(story.by)
    data = {
        "title": story.title,
        "summary": story.summary,
        "outcomes": [outcome_id(name) for name in story.outcomes.split()],
        "focus": [FOCUS[name] for name in story.focus.split()],
        "countries": story.countries.split(),
        "languages": story.languages.split(),
        "interpretation": story.interpretation.split(),
        "preferred_dates": story.dates,
        "wants_public": ["on"] if story.public else [],
        "contact_name": author.get_full_name(),
        "contact_email": author.email,
        "contact_phone": story.phone,
    }
    return {**data, **raw(story.answers)}


def raw(answers):
    """Return {form field: raw value} of answers by the readable names of questions."""
    found = {}
    for name, value in answers.items():
        if name not in OPTIONS:
            found[name] = value
            continue
        if OPTIONS[name]:
            value = [option_id(name, option) for option in value.split()]
        elif name == "speaker_countries":
            value = value.split()
        found[f"q_{question_id(name)}"] = value
    return found
