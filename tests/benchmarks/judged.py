"""Makes a call in which everything is reviewed: five reviews of each proposal."""

import random
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.calls import site
from workshops_plugin.models import Proposal, Review, Score
from workshops_plugin.record.writing import save_versions

from . import crowd

CRITERIA = ("Standards", "Root causes", "Scalability", "Novelty")
REVIEWERS = 40
EACH = 5
BATCH = 200


def call(count):
    """Return a call with ``count`` submitted proposals and all their reviews."""
    now = timezone.now()
    made = site.make_call(
        title=f"Judged {count}",
        criteria=[site.text("criterion", name) for name in CRITERIA],
        opens=now - timedelta(days=30),
        closes=now + timedelta(days=30),
    )
    # One in ten of the crowd is a draft, one in thirty withdrawn.
    crowd.fill(made, count * 10 // 9, organizations=100, seed=2)
    _review(made, random.Random(3))
    return made


def _review(call, chance):
    User = get_user_model()
    names = [f"judge{n}@{call.prefix.lower()}.example" for n in range(REVIEWERS)]
    User.objects.bulk_create(User(username=name, email=name) for name in names)
    people = list(User.objects.filter(email__in=names))
    criteria = list(call.criteria.all())
    proposals = list(Proposal.objects.filter(call=call).exclude(reference=None))
    for start in range(0, len(proposals), BATCH):
        rows = []
        for proposal in proposals[start : start + BATCH]:
            proposal.call = call
            for person in chance.sample(people, EACH):
                rows += _one(chance, proposal, person, criteria)
        save_versions(rows, by=None)


def _one(chance, proposal, person, criteria):
    review = Review(
        proposal=proposal,
        reviewer=person,
        state="submitted",
        submitted_at=timezone.now(),
        recommendation=chance.choice(["yes", "maybe", "no"]),
        note=crowd.PROSE,
        feedback=crowd.PROSE,
    )
    yield review
    for criterion in criteria:
        yield Score(review=review, criterion=criterion, value=chance.randint(0, 4))
