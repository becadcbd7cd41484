"""What the editors' pages of reviews share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy

from ...calls.admin_views.base import CallMixin
from ...calls.listing import listed_proposals
from ..models import Assignment, Decision, Letter, Review

ASSIGNMENTS = ModelPermissionPolicy(Assignment)
REVIEWS = ModelPermissionPolicy(Review)
DECISIONS = ModelPermissionPolicy(Decision)
LETTERS = ModelPermissionPolicy(Letter)


class ReadMixin(CallMixin):
    """A page about the reviews of a call, for whoever may read them."""

    permission_policy = REVIEWS
    any_permission_required = ["view"]
    header_icon = "tasks"


class AssignMixin(CallMixin):
    """A page for whoever may assign."""

    permission_policy = ASSIGNMENTS
    any_permission_required = ["change"]
    header_icon = "user"


class ProposalOfCallMixin:
    """Finds a proposal with its call, and leads back to it."""

    permission_policy = REVIEWS
    any_permission_required = ["view"]
    header_icon = "tasks"

    @cached_property
    def proposal(self):
        return get_object_or_404(
            listed_proposals().exclude(reference=None), pk=self.kwargs["pk"]
        )

    @cached_property
    def call(self):
        return self.proposal.call

    def crumbs(self):
        return [
            (self.call.title, reverse("workshops_calls:screen", args=[self.call.pk])),
            (str(self.proposal), proposal_url(self.proposal.pk)),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            proposal=self.proposal, call=self.call, **kwargs
        )


def proposal_url(key):
    """Return the address at which the reviews of a proposal are read."""
    return reverse("workshops_reviews:proposal", args=[key])


def tell_decided(request, made):
    """Tell whoever has decided how many decisions were ``made``."""
    words = ngettext(
        "%(count)d proposal is decided. Nobody is told yet.",
        "%(count)d proposals are decided. Nobody is told yet.",
        len(made),
    )
    messages.success(request, words % {"count": len(made)})
