"""To whom the Secretariat writes: the members, a group of them, those who propose."""

from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..mailing.audiences import Audience, Given, register
from ..mailing.recipients import Recipient
from ..members.backends import get_backend
from ..members.models import ActionGroup
from .enums import ProposalStatus
from .filters import ProposalFilterSet
from .listing import listed_proposals, search
from .messages import address_of, contact_of, recipient_of
from .models import Proposal


@register
class Members(Audience):
    name = "members"
    label = _("All members")

    def pairs(self, campaign):
        people = get_backend().recipients()
        return [(campaign.subject, person) for person in people]

    def still(self, addresses, campaign):
        return get_backend().writing_to(addresses)


@register
class GivenAddresses(Given):
    """A list of addresses, among which members are written to in their language."""

    def languages(self):
        people = get_backend().recipients()
        return {person.email.lower(): person.language for person in people}


@register
class OfActionGroup(Audience):
    name = "action_group"
    label = _("The members of an action group")

    def fields(self):
        groups = forms.ModelChoiceField(
            ActionGroup.objects.all(), label=_("Action group"), required=False
        )
        return {"action_group": groups}

    def group(self, campaign):
        key = campaign.parameters.get("action_group")
        return ActionGroup.objects.filter(pk=key).first() if key else None

    def pairs(self, campaign):
        group = self.group(campaign)
        people = get_backend().recipients(group) if group else []
        return [(campaign.subject, person) for person in people]

    def still(self, addresses, campaign):
        group = self.group(campaign)
        return get_backend().writing_to(addresses, group) if group else set()

    def words(self, campaign):
        group = self.group(campaign)
        return group.label if group else str(self.label)


@register
class Proposers(Audience):
    """The contacts of proposals, as an editor has filtered them: one for each."""

    name = "proposals"
    label = _("The contacts of proposals")

    def parameters(self, query):
        return {"filter": query.urlencode()}

    def proposals(self, campaign):
        """Return the proposals of the campaign's call that its filter finds now."""
        data = QueryDict(campaign.parameters.get("filter", ""))
        rows = ProposalFilterSet(data, queryset=listed_proposals(), request=None).qs
        rows = rows.filter(call=campaign.subject)
        rows = search(rows, data["q"]) if data.get("q") else rows
        return rows.exclude(status=ProposalStatus.DRAFT)

    def pairs(self, campaign):
        for proposal in self.proposals(campaign):
            for person in contact_of(proposal):
                yield str(proposal.pk), person

    def words(self, campaign):
        count = self.proposals(campaign).count()
        return ngettext(
            "The contact of %(count)d proposal",
            "The contacts of %(count)d proposals",
            count,
        ) % {"count": count}


@register
class Drafting(Audience):
    """Those whose proposal for a call is still a draft: one message for each."""

    name = "drafts"
    label = _("Those whose draft is not submitted")

    def pairs(self, campaign):
        rows = Proposal.objects.filter(
            call=campaign.subject, status=ProposalStatus.DRAFT, reference=None
        )
        for proposal in rows.select_related("started_by", "draft"):
            for person in authors_of(proposal):
                yield str(proposal.pk), person


def authors_of(proposal):
    """Return who works on a draft: whoever started it, and its contact."""
    written = proposal.draft.data if hasattr(proposal, "draft") else {}
    name = next(iter(written.get("contact_name", [])), "")
    contact = next(iter(written.get("contact_email", [])), "")
    found = []
    if proposal.started_by and address_of(proposal.started_by):
        person = recipient_of(proposal.started_by)
        language = person.language or proposal.language
        found.append(replace(person, language=language))
    if contact and contact.lower() not in {person.email.lower() for person in found}:
        found.append(Recipient(contact, name, proposal.language))
    return found
