"""The newsletter: what is new in the series."""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ...calls.message_kinds.base import LINK
from ...calls.moments import day_words
from ...mailing.audiences import readers_of
from ...mailing.enums import Category, Cause
from ...mailing.kinds import BRACES, CampaignKind, Placeholder, register
from ...mailing.looks import name_of
from ...mailing.texts import Link
from ...mailing.writing import written
from ...members.backends import get_backend
from ..access import VIEWER
from ..digest import build_digest, digest_block
from ..pages import WebinarIndexPage
from ..rules import EDITOR


def period_of(parameters):
    """Return the (first, last) day of a digest, as its campaign names them."""
    try:
        days = [
            date.fromisoformat(parameters.get(name, "")) for name in ("since", "until")
        ]
    except ValueError:
        today = timezone.localdate()
        days = [today - timedelta(days=30), today]
    return min(days), max(days)


def period_words(parameters):
    """Return the period of a digest in words."""
    first, last = period_of(parameters)
    return _("%(first)s to %(last)s") % {
        "first": day_words(first),
        "last": day_words(last),
    }


def digest_for(index, parameters, language):
    """Return the digest below ``index`` that ``parameters`` ask for."""
    first, last = period_of(parameters)
    zone = timezone.get_default_timezone()
    since = datetime.combine(first, time.min, tzinfo=zone)
    until = datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)
    public = parameters.get("scope") != "members"
    return build_digest(index, language, since, until, public=public)


@register
class DigestKind(CampaignKind):
    name = "digest"
    label = pgettext_lazy("message", "Newsletter of the series")
    when = gettext_lazy("To whom editors send it, from the list of webinars.")
    category = Category.DIGEST
    model = WebinarIndexPage
    audiences = ("members", "action_group", "given")
    permission, viewer = EDITOR, VIEWER
    placeholders = {
        "period": Placeholder(gettext_lazy("from which day until which")),
        "digest": Placeholder(
            gettext_lazy("what is new in that time"), block=True, required=True
        ),
        "note": Placeholder(gettext_lazy("what the editor wrote for it"), block=True),
        "link": LINK,
    }

    def parameters(self, query):
        first, last = period_of(query)
        scope = "members" if query.get("scope") == "members" else "public"
        return {"since": str(first), "until": str(last), "scope": scope}

    def number_of(self, campaign):
        first, last = period_of(campaign.parameters)
        days = (last - first).days + 1
        members = campaign.parameters.get("scope") == "members"
        return (first.toordinal() * 10_000 + days) * 2 + members

    def title_of(self, index, parameters):
        scope = parameters.get("scope") == "members"
        words = {
            "list": index.title,
            "period": period_words(parameters),
            "whom": _("for members") if scope else _("for everybody"),
        }
        return _("%(list)s, %(period)s, %(whom)s") % words

    def admin_url(self, index):
        return reverse("workshops_webinars:digest")

    def site(self, index):
        return index.get_site() or super().site(index)

    def state_of(self, delivery):
        rows = WebinarIndexPage.objects.filter(pk=delivery.subject)
        return rows.values_list("live", "latest_revision").first()

    def obstacle(self, delivery, index):
        campaign = delivery.campaign
        if campaign is None or not index.live:
            return Cause.GONE
        return None

    def readers(self, deliveries, index):
        found, campaign = readers_of(deliveries), deliveries[0].campaign
        if campaign.parameters.get("scope") != "members":
            return found
        return get_backend().writing_to(found)

    def bars(self, campaign):
        if campaign.parameters.get("scope") != "members":
            return super().bars(campaign)
        known = {person.email.lower() for person in get_backend().recipients()}
        return lambda person: person.email.strip().lower() not in known

    def subject_line(self):
        return _("News of the series, %(period)s") % BRACES

    def paragraphs(self):
        return [
            _("Dear %(name)s,") % BRACES,
            "{note}",
            _("This is new in the series:"),
            "{digest}",
            "{link}",
        ]

    def values(self, delivery, index):
        parameters = delivery.campaign.parameters if delivery.campaign else {}
        language = get_language()
        return {
            "period": period_words(parameters),
            "digest": digest_block(digest_for(index, parameters, language), language),
            "note": written(delivery)[1],
            "link": Link(index.localized.full_url, _("See all webinars")),
        }

    def why(self, delivery, index):
        words = {"site": name_of(self.site(index))}
        return _("You get this newsletter from %(site)s.") % words
