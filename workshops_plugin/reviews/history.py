"""What happened to proposals under review: every version, told as an event."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..calls.changes import proposal_change_words
from ..calls.enums import PartnerState, ProposalDecision, ProposalStatus
from ..calls.models import CallCriterion, Proposal, ProposalPartner
from ..calls.queries import structure_for
from ..members.models import Organization
from ..record.history import recorded
from ..record.timeline import changes as compare
from ..record.timeline import people
from .enums import ConflictKind, ConflictState, Recommendation, ReviewState
from .models import Assignment, Conflict, Decision, Review, Score
from .rules import name_of

#: What events are about, in the words of the filter.
KINDS = {
    "proposal": gettext_lazy("Proposal"),
    "partner": gettext_lazy("Partners"),
    "assignment": gettext_lazy("Assignments"),
    "conflict": gettext_lazy("Conflicts of interest"),
    "review": gettext_lazy("Reviews"),
    "score": gettext_lazy("Scores"),
    "decision": gettext_lazy("Decisions"),
}
MODELS = {
    "proposal": Proposal,
    "partner": ProposalPartner,
    "assignment": Assignment,
    "conflict": Conflict,
    "review": Review,
    "score": Score,
    "decision": Decision,
}
#: Fields whose change a sentence tells, or nobody has to know.
UNTOLD = {
    *("version", "changed_at", "submitted_at", "withdrawn_at", "submitted_by_id"),
    *("reference", "created_at", "status", "decision", "call_id", "started_by_id"),
}
TOLD = [
    field.attname
    for field in Proposal.history.model.tracked_fields
    if field.attname not in UNTOLD
]


@dataclass
class Event:
    """One thing that somebody did, with what it changed.

    ``about`` names the reviewer that it concerns; ``criteria`` are the keys of the
    criteria that were scored; ``changes`` are (what, before, after) in words.
    """

    at: datetime
    kind: str
    person: str
    sentence: str
    reason: str = ""
    about: str = ""
    changes: list = field(default_factory=list)
    criteria: set = field(default_factory=set)
    proposal: Any = None
    order: tuple = ()


class Teller:
    """Turns the versions of ``proposals`` (of one call) into :class:`Event` s."""

    def __init__(self, call, proposals):
        self.call = call
        self.proposals = {proposal.pk: proposal for proposal in proposals}
        self.structure = structure_for(call)
        self.reviews = {
            row.pk: row for row in Review.objects.filter(proposal__in=self.proposals)
        }
        self.rows = self._versions()
        self.users = people(self._user_keys())
        self.criteria = dict(
            CallCriterion.objects.filter(call=call).values_list("pk", "title")
        )
        self.organizations = dict(
            Organization.objects.filter(pk__in=self._organization_keys()).values_list(
                "pk", "name"
            )
        )

    def _versions(self):
        """Return [(kind, version), …] in the order in which they were written."""
        keys = [*self.proposals, *self.reviews]
        found = []
        for kind, model in MODELS.items():
            versions = model.history.model.objects.filter(chain__in=keys)
            found += [(kind, version) for version in versions]
        kinds = {kind: recorded()[model].chain_kind for kind, model in MODELS.items()}

        def place(pair):
            # Of one moment, a proposal comes before its reviews; within a chain its
            # positions tell.
            kind, version = pair
            moment = version.history_date
            return moment, kinds[kind], str(version.chain_id), version.position

        return sorted(found, key=place)

    def _user_keys(self):
        keys = set()
        for _kind, version in self.rows:
            keys |= {version.history_user_id, _text(version, "reviewer_id")}
        keys |= {str(review.reviewer_id) for review in self.reviews.values()}
        return keys - {None, "", "None"}

    def _organization_keys(self):
        return {
            getattr(version, "organization_id", None) for _kind, version in self.rows
        } - {None}

    def events(self):
        """Return the events, the oldest first; the scores of one save are one."""
        found, before = [], {}
        for kind, version in self.rows:
            last = before.get((kind, version.id))
            before[kind, version.id] = version
            event = getattr(self, f"_{kind}")(version, last)
            if event is None:
                continue
            previous = found[-1] if found else None
            if kind == "score" and self._belongs(previous, event):
                previous.changes += event.changes
                previous.criteria |= event.criteria
            else:
                found.append(event)
        return found

    @staticmethod
    def _belongs(previous, event):
        return (
            previous is not None
            and previous.kind == "score"
            and (previous.at, previous.person, previous.reason, previous.order)
            == (event.at, event.person, event.reason, event.order)
        )

    def _event(self, kind, version, sentence, *, about="", proposal=None, **more):
        person = ""
        if version.history_user_id:
            person = name_of(self.users.get(version.history_user_id))
        return Event(
            at=version.history_date,
            kind=kind,
            person=person,
            sentence=sentence,
            reason=version.history_change_reason or "",
            about=about,
            proposal=self.proposals.get(proposal),
            order=(version.chain_id,),
            **more,
        )

    def _name(self, key):
        return name_of(self.users.get(str(key)))

    # One kind each: a version and the one before it in, an event or None out.

    def _proposal(self, version, last):
        changes = []
        if last is None:
            sentence = _("The proposal was submitted.")
        elif version.status != last.status:
            withdrawn = version.status == ProposalStatus.WITHDRAWN
            sentence = (
                _("The proposal was withdrawn.")
                if withdrawn
                else _("The proposal was submitted again.")
            )
        elif version.decision != last.decision:
            label = ProposalDecision(version.decision).label
            sentence = _("Announced: %(decision)s.") % {"decision": label}
        else:
            sentence = _("The proposal was changed.")
        if last is not None:
            changes = proposal_change_words(
                compare(last, version, TOLD), self.structure
            )
        return self._event(
            "proposal", version, sentence, proposal=version.id, changes=changes
        )

    def _partner(self, version, last):
        if last is not None and last.state == version.state:
            return None
        words = {
            "organization": self.organizations.get(version.organization_id, ""),
            "state": PartnerState(version.state).label,
        }
        sentence = _("Partner %(organization)s: %(state)s.") % words
        return self._event("partner", version, sentence, proposal=version.proposal_id)

    def _assignment(self, version, last):
        name = self._name(version.reviewer_id)
        if version.state == "withdrawn":
            sentence = _("The assignment of %(person)s was withdrawn.")
        elif last is not None and last.state == version.state:
            sentence = _("The due date of %(person)s’s assignment was changed.")
        else:
            sentence = _("Assigned to %(person)s.")
        return self._event(
            "assignment",
            version,
            sentence % {"person": name},
            about=name,
            proposal=version.proposal_id,
        )

    def _conflict(self, version, last):
        name = self._name(version.reviewer_id)
        words = {
            "person": name,
            "kind": ConflictKind(version.kind).label,
            "organization": self.organizations.get(version.organization_id, ""),
        }
        if version.state == ConflictState.LIFTED:
            sentence = _("The conflict of interest of %(person)s was lifted.")
        elif version.organization_id:
            sentence = _(
                "Conflict of interest of %(person)s. %(kind)s: %(organization)s."
            )
        else:
            sentence = _("Conflict of interest of %(person)s. %(kind)s.")
        event = self._event(
            "conflict",
            version,
            sentence % words,
            about=name,
            proposal=version.proposal_id,
        )
        event.reason = event.reason or version.explanation
        return event

    def _review(self, version, last):
        name = self._name(version.reviewer_id)
        state = last.state if last is not None else None
        sentences = {
            ReviewState.OPEN: _("%(person)s began a review."),
            ReviewState.SUBMITTED: _("%(person)s submitted the review."),
            ReviewState.REOPENED: _("The review of %(person)s was reopened."),
            ReviewState.SET_ASIDE: _("The review of %(person)s was set aside."),
        }
        changes = []
        if last is not None:
            if last.recommendation != version.recommendation:
                changes.append(
                    (
                        _("Recommendation"),
                        _recommendation(last.recommendation),
                        _recommendation(version.recommendation),
                    )
                )
            for name_, label in (
                ("note", _("Note to the committee")),
                ("feedback", _("Feedback for the proposer")),
            ):
                if getattr(last, name_) != getattr(version, name_):
                    changes.append(
                        (label, getattr(last, name_), getattr(version, name_))
                    )
        if state != version.state:
            sentence = sentences[version.state]
        elif changes:
            sentence = _("%(person)s changed the review.")
        else:
            sentence = _("%(person)s confirmed the review for the changed proposal.")
        return self._event(
            "review",
            version,
            sentence % {"person": name},
            about=name,
            proposal=version.proposal_id,
            changes=changes,
        )

    def _score(self, version, last):
        review = self.reviews[version.review_id]
        name = self._name(review.reviewer_id)
        title = self.criteria.get(version.criterion_id, "")
        changes = []
        old, new = _given(last), _given(version)
        if old != new:
            changes.append((title, old, new))
        if (last.remark if last is not None else "") != version.remark:
            label = _("%(criterion)s: remark") % {"criterion": title}
            before = last.remark if last is not None else ""
            changes.append((label, before, version.remark))
        return self._event(
            "score",
            version,
            _("%(person)s scored.") % {"person": name},
            about=name,
            proposal=review.proposal_id,
            changes=changes,
            criteria={version.criterion_id},
        )

    def _decision(self, version, last):
        words = {
            "decision": ProposalDecision(version.decision).label,
            "order": version.reserve_order,
        }
        sentence = _("Decided: %(decision)s.")
        if version.reserve_order:
            sentence = _("Decided: %(decision)s, place %(order)d.")
        event = self._event(
            "decision", version, sentence % words, proposal=version.proposal_id
        )
        event.reason = version.rationale
        return event


def _text(version, name):
    value = getattr(version, name, None)
    return None if value is None else str(value)


def _given(version):
    if version is None:
        return "–"
    if version.cannot_judge:
        return _("Cannot judge")
    return "–" if version.value is None else str(version.value)


def _recommendation(value):
    return str(dict(Recommendation.choices).get(value, "–"))


def events_of(call, proposals):
    """Return the :class:`Event` s of ``proposals`` of ``call``, the oldest first.

    Fourteen queries, whatever the number of versions.
    """
    return Teller(call, proposals).events()
