"""What a text looks like, with something real in it where somebody may see that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from .audiences import audience_of
from .kinds import kind_of
from .languages import spoken
from .looks import name_of
from .models import Delivery
from .recipients import address_of, digest
from .rendering import compose, message_for, parts_of
from .texts import Block, Link, as_text, in_html, in_line, in_text


def _delivery(kind, language, user):
    address = address_of(user)
    return Delivery(
        kind=kind.name,
        address=address,
        recipient=digest(address),
        name=user.get_full_name() or address,
        language=language,
    )


def _sample(kind, delivery, user, key):
    """Return what a preview is about, if ``user`` may see it, or None."""
    subject = kind.samples(user).filter(pk=key).first() if key else None
    if subject:
        delivery.subject = str(subject.pk)
        with translation.override(spoken(delivery.language)):
            kind.sample(delivery, subject)
    return subject


def message_about(kind, text, user, sample=None):
    """Return the message that ``text`` makes, to ``user``, about ``sample``.

    Without a sample, or what ``user`` may not see, placeholders stand in it as their
    meanings.
    """
    delivery = _delivery(kind, text.language, user)
    subject = _sample(kind, delivery, user, sample)
    if subject is None:
        values = meanings(kind, delivery)
        return compose(parts_of(delivery, None, text=text, values=values), delivery)
    return message_for(delivery, subject, text)


def examples(kind, language, user, sample):
    """Return {placeholder: what it stands for in a message about ``sample``}."""
    delivery = _delivery(kind, language, user)
    subject = _sample(kind, delivery, user, sample)
    if subject is None:
        return {}
    with translation.override(spoken(language)):
        values = {"name": delivery.name, **kind.values(delivery, subject)}
        values["site"] = name_of(kind.site(subject))
    return {name: as_text(value) for name, value in values.items()}


def meanings(kind, delivery):
    """Return {placeholder: its meaning in brackets}, in the language of a delivery."""
    found = {}
    with translation.override(spoken(delivery.language)):
        for name, each in kind.all_placeholders().items():
            words = f"[{each.meaning}]"
            if each.block:
                found[name] = Block(in_line(f"<p>{words}</p>", {}), words)
            elif name == "link":
                found[name] = Link("#", _("The button"))
            else:
                found[name] = words
    return {**found, "name": delivery.name}


def preview(text, request, mode):
    """Answer with what ``text`` looks like, as HTML or as plain text."""
    kind = kind_of(text.kind)
    message = message_about(kind, text, request.user, text.sample)
    html = message.alternatives[0].content
    if mode == "html":
        return HttpResponse(html)
    words = {"message": message, "language": text.language}
    return render(request, "workshops_plugin/admin/mailing/plain.html", words)


def campaign_message(campaign, language, user):
    """Return the message of ``campaign`` in ``language``, as ``user`` would get it."""
    kind = kind_of(campaign.kind)
    delivery = _delivery(kind, language, user)
    delivery.campaign, delivery.subject = campaign, campaign.subject
    delivery.sequence = campaign.sequence
    pair = next(iter(audience_of(campaign).pairs(campaign)), None)
    if pair:
        delivery.subject = pair[0]
    subject = kind.find(delivery)
    if subject is None:
        # It would go to nobody, so there is nothing to show it with.
        parts = parts_of(delivery, None, values=meanings(kind, delivery))
        return compose(parts, delivery)
    return message_for(delivery, subject)


def campaign_copy(campaign, language):
    """Return ``campaign`` in ``language`` as (HTML, plain text), to be put elsewhere.

    It is to nobody: without a greeting, and without anybody's way out.
    """
    delivery = Delivery(
        kind=campaign.kind,
        subject=campaign.subject,
        campaign=campaign,
        language=language,
    )
    parts = parts_of(delivery, kind_of(campaign.kind).find(delivery))
    values = {**parts.values, "name": ""}
    html = in_html(parts.body, values, parts.root, parts.look.accent)
    return html, in_text(parts.body, values, parts.root)
