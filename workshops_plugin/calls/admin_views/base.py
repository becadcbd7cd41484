"""What the admin pages of calls share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import Call, Proposal

CALL_POLICY = ModelPermissionPolicy(Call)
PROPOSAL_POLICY = ModelPermissionPolicy(Proposal)


class CallMixin:
    """Finds the call in the address and leads back to it.

    It is looked for once the permission is checked: whoever may not come in does
    not learn whether it exists.
    """

    permission_policy = CALL_POLICY
    any_permission_required = ["change", "view"]
    header_icon = "clipboard-list"

    @cached_property
    def call(self):
        calls = Call.objects.select_related("source_locale", "action_group")
        return get_object_or_404(calls, pk=self.kwargs["pk"])

    def crumbs(self):
        return [
            (_("Calls"), reverse("workshops_calls:index")),
            (self.call.title, reverse("workshops_calls:screen", args=[self.call.pk])),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(call=self.call, **kwargs)
