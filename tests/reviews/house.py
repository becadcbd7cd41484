"""Builds what tests of reviews act in: proposals, reviewers, and what they wrote."""

from django.contrib.auth.models import Group

from tests.calls import site
from workshops_plugin.members.roles import set_up_roles
from workshops_plugin.models import Assignment, Review
from workshops_plugin.reviews import actions

REASON = "It was agreed."


def editor(name="editor"):
    """A user in the group of the editors."""
    return _in_group(name, "Workshop editors")


def reviewer(name="rita", *organizations):
    """A user in the group of the reviewers."""
    return _in_group(name, "Workshop reviewers", *organizations)


def auditor(name="auditor"):
    return _in_group(name, "Workshop auditors")


def _in_group(name, group, *organizations):
    if not Group.objects.filter(name=group).exists():
        set_up_roles()
    user = site.make_user(
        f"{name}@house.example", *organizations, first_name=name.capitalize()
    )
    user.groups.add(Group.objects.get(name=group))
    return user


def proposal(call, name="Union", **changes):
    """A submitted proposal of an organization of its own."""
    organization = site.make_organization(name)
    author = site.make_user(f"{name.lower()}@author.example", organization)
    return site.submitted(call, organization, author, **changes)


def assigned(proposal, user, **values):
    """The assignment of ``proposal`` to ``user``."""
    return actions.assign(proposal, user, by=None, **values)


def begun(proposal, user):
    """A review of ``proposal`` by ``user``, begun and empty."""
    found = Assignment.objects.filter(
        proposal=proposal, reviewer=user, state="assigned"
    )
    return actions.begin_review(found.first() or assigned(proposal, user), by=user)


def written(proposal, user, *values, recommendation="yes", **texts):
    """A review with a score for each criterion, None for what cannot be judged."""
    review = begun(proposal, user)
    criteria = proposal.call.criteria.filter(retired=False).order_by("order")
    scores = {
        criterion: actions.Given(value)
        if value is not None
        else actions.Given(cannot_judge=True, remark="Not my field")
        for criterion, value in zip(criteria, values, strict=True)
    }
    return actions.save_review(
        review,
        scores=scores,
        recommendation=recommendation,
        by=user,
        version=review.version,
        **texts,
    )


def submitted(proposal, user, *values, **texts):
    """A review that counts."""
    review = written(proposal, user, *values, **texts)
    return actions.submit_review(review, by=user, version=review.version)


def judged(proposal, clock, *values):
    """A review of ``proposal`` that counts, once its call has closed."""
    clock.move_to(proposal.call.closes_at)
    clock.shift(60)
    return submitted(proposal, reviewer(), *values)


def change(review, *values, reason=REASON, **texts):
    """Change what a review gives, as its reviewer; return it as it is then."""
    criteria = review.proposal.call.criteria.filter(retired=False).order_by("order")
    return actions.save_review(
        review,
        scores=dict(zip(criteria, values, strict=False)),
        by=review.reviewer,
        version=review.version,
        reason=reason,
        **texts,
    )


def fresh(row):
    """The row as the database has it."""
    return type(row).objects.get(pk=row.pk)


def states():
    return list(Review.objects.order_by("pk").values_list("state", flat=True))
