"""Messages that tell people of a webinar: that it is, changes, or begins soon."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from ...calls.message_kinds.base import LINK
from ...calls.moments import period_words, zoned_words
from ...languages.names import language_name
from ...mailing.audiences import readers_of
from ...mailing.enums import Cause, DeliveryState
from ...mailing.kinds import BRACES, CampaignKind, Placeholder, register
from ...mailing.looks import name_of
from ...mailing.models import Delivery
from ...mailing.texts import Link
from ...mailing.writing import written
from ...members.backends import get_backend
from ..access import VIEWER, is_public
from ..audiences import FAMILY, attends
from ..calendars import Entry, calendar
from ..checklist import GATE, checklist, is_ready
from ..enums import WebinarStatus
from ..messages import hosts_people
from ..models import OFFSETS, Webinar
from ..queries import has_live_page, outcome_titles, page_for
from ..rules import EDITOR
from .base import TITLE, WebinarKind, webinar_url

UTC = ZoneInfo("UTC")
WHEN = Placeholder(gettext_lazy("from when until when, with the time zone"))
WHEN_UTC = Placeholder(gettext_lazy("the same time in UTC"))
LEAD = Placeholder(gettext_lazy("the lead of the page, in a sentence or two"))
HOSTS = Placeholder(gettext_lazy("who holds it"))
LANGUAGES = Placeholder(gettext_lazy("in which language, and interpreted into which"))
NOTE = Placeholder(
    gettext_lazy("what the editor wrote for this invitation"), block=True
)

#: What each of these messages can say of its webinar.
FACTS = {
    "title": TITLE,
    "when": WHEN,
    "when_utc": WHEN_UTC,
    "lead": LEAD,
    "hosts": HOSTS,
    "languages": LANGUAGES,
    "link": LINK,
}


class TellingKind(WebinarKind, CampaignKind):
    """A message to many about a webinar. It tells the state that is in force."""

    permission, viewer = EDITOR, VIEWER
    placeholders = FACTS
    method = "PUBLISH"
    #: Whether it is only told while a page is there to see. Who was invited hears of
    #: changes even so.
    needs_page = True

    def find(self, delivery):
        rows = Webinar.objects.select_related("source_locale")
        return rows.filter(pk=delivery.subject).first()

    def state_of(self, delivery):
        # Its version in the record, which each of its changes makes anew.
        rows = Webinar.objects.filter(pk=delivery.subject)
        return rows.values_list("event_id", flat=True).first()

    def sequence_of(self, webinar):
        return webinar.sequence

    def obstacle(self, delivery, webinar):
        if webinar.status == WebinarStatus.CANCELLED:
            return Cause.CANCELLED
        if delivery.sequence < webinar.sequence:
            return Cause.NEWER
        if webinar.ends_at is None or webinar.ends_at <= timezone.now():
            return Cause.OVER
        return None

    def readers(self, deliveries, webinar):
        if self.needs_page and not has_live_page(webinar):
            return set()
        found = readers_of(deliveries)
        if is_public(webinar):
            return found
        hosts = {person.email.lower() for person in hosts_people(webinar)}
        return get_backend().writing_to(found) | (found & hosts)

    def bars(self, campaign):
        webinar = self.find(campaign)
        if webinar is None or is_public(webinar):
            return super().bars(campaign)
        people = [*get_backend().recipients(), *hosts_people(webinar)]
        known = {person.email.lower() for person in people}
        return lambda person: person.email.strip().lower() not in known

    def wanted(self, delivery, webinar):
        return attends(delivery)

    def values(self, delivery, webinar):
        page = page_for(webinar, get_language())
        start, end = webinar.starts_at, webinar.ends_at
        return {
            "title": page.title if page else webinar.title,
            "when": period_words(start, end, webinar.zone),
            "when_utc": period_words(start, end, UTC),
            "lead": getattr(page, "lead", ""),
            "hosts": ", ".join(str(host) for host in webinar.hosts.all()),
            "languages": _languages(webinar),
            "note": written(delivery)[1],
            "link": Link(page.full_url if page else "", _("See the webinar")),
        }

    def attachments(self, delivery, webinar):
        if not webinar.starts_at:
            return []
        page = page_for(webinar, get_language())
        entry = Entry(
            webinar,
            title=page.title if page else webinar.title,
            description=getattr(page, "lead", ""),
            url=page.full_url if page else "",
            join_url=webinar_url(webinar, "join"),
            categories=tuple(outcome_titles(webinar)),
        )
        content = calendar([entry], method=self.method).decode()
        name = page.slug if page else webinar.pk
        return [(f"{name}.ics", content, f"text/calendar; method={self.method}")]

    def why(self, delivery, webinar):
        words = {"site": name_of(self.site(webinar))}
        if is_public(webinar):
            return _("You get this because %(site)s invites you.") % words
        return _("You get this because you act for a member of %(site)s.") % words


def _languages(webinar):
    if not webinar.language:
        return ""
    spoken = language_name(webinar.language)
    others = ", ".join(language_name(code) for code in webinar.interpretation)
    if not others:
        return spoken
    return _("%(language)s, with interpretation into: %(others)s") % {
        "language": spoken,
        "others": others,
    }


@register
class WebinarInvitation(TellingKind):
    name = "webinar_invitation"
    label = pgettext_lazy("message", "Invitation to a webinar")
    when = gettext_lazy("To whom editors invite, from the webinar's screen.")
    audiences = ("members", "action_group", "given")
    family = FAMILY
    placeholders = {**FACTS, "note": NOTE}

    def obstacles(self, webinar):
        sentences = []
        if webinar.status == WebinarStatus.CANCELLED:
            sentences.append(_("The webinar is cancelled."))
        elif not webinar.starts_at:
            sentences.append(_("The webinar has no time yet."))
        elif webinar.ends_at <= timezone.now():
            sentences.append(_("The webinar is over."))
        if not has_live_page(webinar):
            sentences.append(_("Its page is not published."))
        items = checklist(webinar)
        if not is_ready(items):
            missing = ", ".join(str(item.label) for item in missing_of(items))
            sentences.append(
                _("Its preparation is not ready: %(missing)s.") % {"missing": missing}
            )
        return sentences

    def subject_line(self):
        return _("Invitation: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            "{note}",
            _("You are invited to the webinar “%(title)s”.") % BRACES,
            "{lead}",
            _("When: %(when)s") % BRACES,
            "{when_utc}",
            _("Held by: %(hosts)s") % BRACES,
            _("Language: %(languages)s") % BRACES,
            "{link}",
        ]


def missing_of(items):
    """Return what of the checklist stands between a webinar and its invitations."""
    return [item for item in items if item.open and item.key in GATE]


@register
class WebinarUpdate(TellingKind):
    name = "webinar_update"
    label = pgettext_lazy("message", "New time of a webinar")
    when = gettext_lazy("By itself, to all who were invited, when the time changes.")
    needs_page = False
    placeholders = {
        **FACTS,
        "before": Placeholder(
            gettext_lazy("when it would have started, by what was told last")
        ),
    }
    #: Not everybody has heard of every time in between.
    alike = False

    def subject_line(self):
        return _("New time: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _("The time of the webinar “%(title)s” has changed.") % BRACES,
            _("Now: %(when)s") % BRACES,
            "{when_utc}",
            _("Before: %(before)s") % BRACES,
            _(
                "If you have put it into your calendar from a message, open the file "
                "that comes with this one. A calendar that is subscribed changes by "
                "itself."
            ),
            "{link}",
        ]

    def values(self, delivery, webinar):
        before = ""
        if _heard(delivery) in (None, webinar.sequence - 1):
            before = zoned_words(webinar.moved_from, webinar.zone)
        return {**super().values(delivery, webinar), "before": before}


def _heard(delivery):
    """Return the sequence that a recipient was told last; None in a preview."""
    if not delivery.pk:
        return None
    rows = Delivery.objects.filter(
        kind__in=FAMILY,
        subject=delivery.subject,
        recipient=delivery.recipient,
        state=DeliveryState.SENT,
    )
    return rows.aggregate(last=Max("sequence"))["last"] or 0


@register
class WebinarCancelled(TellingKind):
    name = "webinar_cancelled"
    label = pgettext_lazy("message", "Cancellation of a webinar")
    when = gettext_lazy("By itself, to all who were invited, when it is cancelled.")
    needs_page = False
    placeholders = {
        **FACTS,
        "reason": Placeholder(gettext_lazy("the reason that its page shows")),
    }
    method = "CANCEL"

    def obstacle(self, delivery, webinar):
        if webinar.status != WebinarStatus.CANCELLED:
            return Cause.NEWER
        return None

    def subject_line(self):
        return _("Cancelled: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _("The webinar “%(title)s” does not take place.") % BRACES,
            _("Reason: %(reason)s") % BRACES,
            _("It would have been: %(when)s") % BRACES,
            "{link}",
        ]

    def values(self, delivery, webinar):
        reason = webinar.cancel_reason
        return {**super().values(delivery, webinar), "reason": reason}


@register
class WebinarReminder(TellingKind):
    name = "webinar_reminder"
    label = pgettext_lazy("message", "Reminder of a webinar")
    when = gettext_lazy(
        "By itself, before the start; the settings of the site say to whom."
    )
    placeholders = {
        **FACTS,
        "left": Placeholder(gettext_lazy("how long it is until the start")),
    }

    def obstacle(self, delivery, webinar):
        cause = super().obstacle(delivery, webinar)
        late = is_late(webinar, delivery.kind.partition(":")[2])
        return cause or (Cause.OVER if late else None)

    def subject_line(self):
        return _("%(left)s: %(title)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            _("The webinar “%(title)s” begins soon.") % BRACES,
            _("When: %(when)s") % BRACES,
            "{when_utc}",
            "{link}",
        ]

    def values(self, delivery, webinar):
        return {**super().values(delivery, webinar), "left": left_words(webinar)}


def left_words(webinar):
    """Return how long it is until ``webinar`` starts, in words."""
    if not webinar.starts_at:
        return ""
    hours = round((webinar.starts_at - timezone.now()) / timedelta(hours=1))
    if hours < 24:
        hours = max(hours, 1)
        words = ngettext("In %(count)d hour", "In %(count)d hours", hours)
        return words % {"count": hours}
    days = round(hours / 24)
    return ngettext("In %(count)d day", "In %(count)d days", days) % {"count": days}


def is_late(webinar, name, now=None):
    """Tell whether a reminder that was due some time before the start is stale."""
    now, offset = now or timezone.now(), OFFSETS.get(name, timedelta())
    grace = min(offset / 2, timedelta(hours=12))
    return now >= webinar.starts_at - offset + grace
