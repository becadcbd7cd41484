"""Template tags that the app's pages share; sites may use them in overrides."""

import json
from datetime import datetime

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import formats, timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..calls.enums import ProposalStatus
from ..calls.messages import title_of
from ..calls.moments import day_words, moment_words, period_words, zoned_words
from ..languages.links import language_links
from ..languages.names import language_name
from ..languages.state import stands_for
from ..reviews.enums import LetterState
from ..reviews.rules import name_of
from ..reviews.scoring import rounded
from ..webinars.branding import branding_of

register = template.Library()
#: What could end a script, or start a tag, inside JSON.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def workshops_day(moment):
    """Write the day of ``moment`` out."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return day_words(moment) if moment else ""


@register.filter
def workshops_moment(moment):
    """Write ``moment`` out to the minute, in the time zone of this visit."""
    if not moment:
        return ""
    return moment_words(moment)


@register.filter
def workshops_own_moment(moment):
    """Write ``moment`` out like workshops_moment; a script puts it into own time."""
    if not moment:
        return ""
    return format_html(
        '<time datetime="{}" data-workshops-moment>{}</time>',
        moment.isoformat(),
        workshops_moment(moment),
    )


@register.simple_tag
def workshops_time(moment, zone):
    """Show ``moment`` in ``zone`` (a ZoneInfo) with the zone named.

    A script adds the visitor's own time beside it; without one nothing is missing.
    """
    if not moment:
        return ""
    return format_html(
        '<time class="workshops-time" datetime="{}" data-workshops-time>{}</time>',
        moment.isoformat(),
        zoned_words(moment, zone),
    )


@register.simple_tag
def workshops_plain_time(moment, zone):
    """Show ``moment`` in ``zone`` as plain text."""
    return zoned_words(moment, zone)


@register.simple_tag(takes_context=True)
def workshops_look(context):
    """Return the look of the site's webinars, or None."""
    request = context.get("request")
    return branding_of(request) if request else None


@register.simple_tag
def workshops_period(start, end, zone):
    """Show from when until when something is, in ``zone`` with the zone named.

    A script adds the visitor's own times beside them.
    """
    if not start:
        return ""
    words = period_words(start, end, zone)
    return format_html(
        '<time class="workshops-time" datetime="{}" data-workshops-time '
        'data-workshops-until="{}">{}</time>',
        start.isoformat(),
        end.isoformat(),
        words,
    )


@register.simple_tag
def workshops_plain_period(webinar):
    """Show from when until when ``webinar`` is as plain text, in its own zone."""
    return period_words(webinar.starts_at, webinar.ends_at, webinar.zone)


@register.simple_tag
def workshops_clock(moment, zone):
    """Show the time of day of ``moment`` in ``zone``."""
    local = timezone.localtime(moment, zone)
    return format_html(
        '<time datetime="{}">{}</time>',
        moment.isoformat(),
        formats.time_format(local, "H:i"),
    )


@register.filter
def workshops_json_ld(data):
    """Put ``data`` into the page for search engines; nothing of it ends the script."""
    text = json.dumps(data, cls=DjangoJSONEncoder).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(text)
    )


@register.simple_tag
def workshops_letter(proposal):
    """Return the latest announced letter about ``proposal``, or None."""
    return proposal.letters.exclude(state=LetterState.DRAFT).order_by("round").last()


@register.filter
def workshops_past(moment):
    """Tell whether ``moment`` is over; no moment never is."""
    return bool(moment) and moment <= timezone.now()


@register.filter
def workshops_paragraphs(text):
    """Show what somebody wrote, each paragraph in the direction of its script."""
    return mark_safe(linebreaks(text, autoescape=True).replace("<p>", '<p dir="auto">'))


@register.filter
def workshops_title(proposal):
    """Return the title that people of a proposal know it by."""
    return title_of(proposal) or _("Untitled draft")


@register.simple_tag
def workshops_timeline(call):
    """Return the points of a call's timeline for its drawing, left to right."""
    if not (call and call.opens_at and call.closes_at):
        return None
    now = timezone.now()
    points = [
        {"label": _("Opens"), "at": call.opens_at, "past": call.opens_at <= now},
        {"label": _("Closes"), "at": call.closes_at, "past": call.closes_at <= now},
        {
            "label": _("Selection"),
            "at": call.announced_at,
            "past": bool(call.announced_at),
        },
        {"label": _("Webinar series"), "at": None, "past": False},
    ]
    done = sum(point["past"] for point in points)
    for number, point in enumerate(points):
        point["x"] = 40 + number * 160
        point["zone"] = call.zone
        point["current"] = number == done - 1
    return {"points": points, "reached": 40 + max(done - 1, 0) * 160, "done": done}


@register.filter
def workshops_status(proposal):
    """Return a proposal's state in the words that its members read."""
    if proposal.status == ProposalStatus.SUBMITTED and proposal.decision:
        return proposal.get_decision_display()
    return proposal.get_status_display()


@register.filter
def workshops_person(user):
    """Return how a user, or a user who is gone, is called in the admin."""
    return name_of(user)


@register.filter
def workshops_number(value, places=1):
    """Show an exact number rounded, half a unit up; nothing for none."""
    found = rounded(value, places)
    return "" if found is None else formats.number_format(found.normalize())


@register.simple_tag(takes_context=True)
def workshops_languages(context):
    """Return the links of a language switcher, to this page in each language.

    Each has ``code``, ``name``, ``url``, ``current`` and, where it leads to a page in
    another language because there is none in its own, ``instead``.
    """
    return language_links(context["request"], context.get("page"))


@register.filter
def workshops_language(code):
    """Return the name of a language in the reader's language."""
    return language_name(code)


@register.filter
def workshops_lang(page):
    """Return the attribute that names the language of an alias' words, or nothing."""
    code = stands_for(page)
    return format_html(' lang="{}"', code) if code else ""


@register.filter
def workshops_wording(wording, name):
    """Return the attribute that names the language of a text of ``wording``."""
    code = wording.language_of(name) if wording else ""
    return format_html(' lang="{}"', code) if code else ""


@register.simple_tag
def workshops_lang_of(wording, name, part):
    """Return the attribute that names the language of a part of a block."""
    return workshops_wording(wording, f"{name}.{part}")


@register.filter
def workshops_item(values, key):
    """Return what ``values`` (a dict) has under ``key``, or nothing."""
    return values.get(key, "")


@register.filter
def workshops_duration(length):
    """Write a timedelta out, to the minute: 1 minute, 2 hours 5 minutes."""
    minutes = max(round(length.total_seconds() / 60), 1)
    hours, minutes = divmod(minutes, 60)
    words = ngettext("%(count)d minute", "%(count)d minutes", minutes)
    parts = [words % {"count": minutes}] if minutes or not hours else []
    if hours:
        words = ngettext("%(count)d hour", "%(count)d hours", hours)
        parts.insert(0, words % {"count": hours})
    return " ".join(parts)
