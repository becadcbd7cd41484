"""Messages that editors send from a call: to propose, and to those who have."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ...mailing.audiences import readers_of
from ...mailing.enums import Category, Cause
from ...mailing.kinds import BRACES, CampaignKind, Placeholder, register
from ...mailing.looks import name_of
from ...mailing.models import Campaign
from ...mailing.texts import Link
from ...mailing.writing import written
from ..enums import CallPhase
from ..messages import site_url
from ..models import Call
from ..moments import zoned_words
from ..queries import page_for
from ..rules import EDITOR, PROPOSAL_EDITOR, PROPOSAL_VIEWER, VIEWER
from .base import CALL, LINK, REFERENCE, TITLE, UNTIL, CallKind, call_title
from .proposals import ProposalKind


@register
class CallInvitation(CallKind, CampaignKind):
    name = "call_invitation"
    label = pgettext_lazy("message", "Invitation to propose")
    when = gettext_lazy("To whom editors invite, from the call's screen.")
    model = Call
    audiences = ("members", "action_group", "given")
    family = ("call_invitation",)
    permission, viewer = EDITOR, VIEWER
    placeholders = {
        "call": CALL,
        "lead": Placeholder(gettext_lazy("the lead of the call's page")),
        "until": UNTIL,
        "note": Placeholder(
            gettext_lazy("what the editor wrote for this invitation"), block=True
        ),
        "link": LINK,
    }

    def admin_url(self, call):
        return reverse("workshops_calls:screen", args=[call.pk])

    def obstacles(self, call):
        page, phase = call.source_page, call.phase()
        sentences = []
        if not (page and page.live):
            sentences.append(_("Its page is not published."))
        if phase not in (CallPhase.UPCOMING, CallPhase.OPEN):
            sentences.append(_("The call does not take proposals."))
        return sentences

    def state_of(self, delivery):
        rows = Call.objects.filter(pk=delivery.subject)
        return rows.values_list("event_id", flat=True).first()

    def obstacle(self, delivery, call):
        if call.closes_at is None or call.closes_at <= timezone.now():
            return Cause.OVER
        page = call.source_page
        if not (page and page.live):
            return Cause.GONE
        return None

    def readers(self, deliveries, call):
        return readers_of(deliveries)

    def subject_line(self):
        return _("You are invited to propose: %(call)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            "{note}",
            _("%(site)s invites you to answer its call “%(call)s”.") % BRACES,
            "{lead}",
            _("Proposals can be submitted until: %(until)s") % BRACES,
            "{link}",
        ]

    def values(self, delivery, call):
        page = page_for(call, get_language())
        return {
            "call": call_title(call),
            "lead": getattr(page, "lead", ""),
            "until": zoned_words(call.closes_at, call.zone),
            "note": written(delivery)[1],
            "link": Link(page.full_url if page else "", _("See the call")),
        }

    def why(self, delivery, call):
        words = {"site": name_of(self.site(call))}
        return _("You get this because %(site)s invites you.") % words

    def samples(self, user):
        rows = Call.objects.order_by("-closes_at", "pk")
        return rows if user.has_perm(VIEWER) else rows.none()


@register
class MessageToProposers(ProposalKind, CampaignKind):
    """What an editor writes to the contacts of proposals; about their own proposal."""

    name = "proposal_message"
    label = pgettext_lazy("message", "Message to those who propose")
    when = gettext_lazy("To the contacts of proposals, with words of an editor.")
    category = Category.SERVICE
    audiences = ("proposals",)
    words = "message"
    once_a_campaign = True
    alike = False
    permission, viewer = PROPOSAL_EDITOR, PROPOSAL_VIEWER
    placeholders = {
        "title": TITLE,
        "reference": REFERENCE,
        "call": CALL,
        "written_subject": Placeholder(gettext_lazy("the subject that was written")),
        "written": Placeholder(
            gettext_lazy("the message that was written"), block=True, required=True
        ),
        "link": LINK,
    }

    def sample(self, delivery, proposal):
        # Its words come from an editor: what they are stands there instead.
        names = ("written_subject", "written")
        subject, text = (f"[{self.placeholders[name].meaning}]" for name in names)
        words = {get_language(): {"subject": subject, "text": text}}
        delivery.campaign = Campaign(kind=self.name, texts=words)

    def about(self, campaign):
        return Call.objects.filter(pk=campaign.subject).first()

    def admin_url(self, call):
        return f"{reverse('workshops_proposals:index')}?call={call.pk}"

    def obstacle(self, delivery, proposal):
        return Cause.STOPPED if delivery.campaign is None else None

    def subject_line(self):
        return "{written_subject}"

    def paragraphs(self):
        return ["{written}", "{link}"]

    def values(self, delivery, proposal):
        values = {"name": delivery.name, **super().values(delivery, proposal)}
        subject, message = written(delivery, values, needed=True)
        return {**values, "written_subject": subject, "written": message}


@register
class DraftReminder(ProposalKind, CampaignKind):
    """A week before a call closes, to those whose draft is not submitted."""

    name = "draft_reminder"
    label = pgettext_lazy("message", "Reminder to submit a draft")
    when = gettext_lazy(
        "By itself, seven days before a call closes, to those whose draft is not "
        "submitted."
    )
    category = Category.SERVICE
    alike = False
    permission, viewer = EDITOR, VIEWER
    placeholders = {"title": TITLE, "call": CALL, "until": UNTIL, "link": LINK}

    def about(self, campaign):
        return Call.objects.filter(pk=campaign.subject).first()

    def admin_url(self, call):
        return reverse("workshops_calls:screen", args=[call.pk])

    def obstacle(self, delivery, proposal):
        if not proposal.is_draft:
            return Cause.SETTLED
        closed = proposal.deadline is None or proposal.deadline <= timezone.now()
        return Cause.OVER if closed else None

    def subject_line(self):
        return _("Not submitted yet: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _("Your proposal “%(title)s” for “%(call)s” is still a draft.") % BRACES,
            _("It takes part only if it is submitted. That is possible until:")
            + " {until}",
            "{link}",
        ]

    def values(self, delivery, proposal):
        url = site_url(
            proposal.call, "workshops:edit", proposal.pk, language=get_language()
        )
        link = Link(url, _("Continue your draft"))
        return {**super().values(delivery, proposal), "link": link}
