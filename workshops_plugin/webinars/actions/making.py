"""Makes webinars, with their pages, from proposals or by hand."""

import uuid

from django.apps import apps
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from ...calls.enums import PartnerState, ProposalDecision
from ...calls.rules import require_permission
from ...conf import app_settings
from ...errors import Refused
from ...record.trace import trace
from ...record.writing import save_version
from ..models import Preparation, Webinar, WebinarHost
from ..placing import section_of, sync_page
from ..rules import EDITOR


def create_webinar(index, title, *, by, hosts=(), proposals=(), **facts):
    """Make a webinar with a draft page in the section of ``index``; return it.

    ``hosts`` are organizations; ``facts`` are fields of :class:`~..models.Webinar`.
    The page is in the language of the index. Refused: "title", "forbidden".
    """
    require_permission(by, EDITOR)
    title = " ".join(title.split())
    if not title:
        raise Refused(_("Give the webinar a title."), code="title")
    lead = facts.pop("lead", "")
    with transaction.atomic():
        webinar = Webinar(
            translation_key=uuid.uuid4(),
            source_locale=index.locale,
            title=title[:255],
            **facts,
        )
        save_version(webinar, by=by)
        webinar.proposals.set(proposals)
        for order, organization in enumerate(dict.fromkeys(hosts)):
            WebinarHost.objects.create(
                webinar=webinar, organization=organization, order=order
            )
        Preparation.objects.create(webinar=webinar, lead=lead)
        _make_page(index, webinar, lead, by)
        trace(webinar, "webinar", "create", by=by)
    return webinar


def adopt_page(page, *, by):
    """Make the webinar behind ``page``, which has none; return it.

    For pages that were not made from the list of webinars: copies, and event pages of
    the site's own type. Refused: "alias", "used", "forbidden".
    """
    require_permission(by, EDITOR)
    if page.alias_of_id:
        raise Refused(
            _("An alias shows the webinar of the page that it repeats."), code="alias"
        )
    with transaction.atomic():
        if Webinar.objects.filter(pk=page.translation_key).exists():
            raise Refused(_("This page has its webinar already."), code="used")
        webinar = Webinar(
            translation_key=page.translation_key,
            source_locale=page.locale,
            title=page.title,
        )
        save_version(webinar, by=by)
        Preparation.objects.create(webinar=webinar, lead=page.lead)
        page.__dict__.pop("webinar", None)
        sync_page(page)
        trace(webinar, "webinar", "create", by=by)
    return webinar


def _make_page(index, webinar, lead, by):
    section = section_of(index)
    page = apps.get_model(app_settings.WEBINAR_PAGE)(
        title=webinar.title,
        slug=free_slug(section.get_parent(), webinar.title),
        lead=lead,
        live=False,
        translation_key=webinar.pk,
        locale=index.locale,
        owner=by,
    )
    section.add_child(instance=page)
    page.save_revision(user=by)
    return page


def free_slug(index, title):
    """Return a slug that no other webinar of ``index`` has, members-only or public."""
    wanted = slugify(title)[:80] or "webinar"
    taken = set(
        Page.objects.descendant_of(index)
        .filter(slug__startswith=wanted)
        .values_list("slug", flat=True)
    )
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def create_from_proposals(proposals, *, by, index):
    """Make one webinar that stems from ``proposals``, everything prefilled; return it.

    Their lead organizations and confirmed partners become its hosts. Its page stands
    below ``index`` as a draft. Refused: "empty", "not_selected", "used" (a webinar
    stems from one of them already), "forbidden".
    """
    require_permission(by, EDITOR)
    proposals = list(proposals)
    if not proposals:
        raise Refused(_("Choose at least one proposal."), code="empty")
    with transaction.atomic():
        for proposal in proposals:
            proposal.refresh_from_db(
                from_queryset=type(proposal).objects.select_for_update()
            )
            _require_usable(proposal)
        first = proposals[0]
        with translation.override(index.locale.language_code):
            return create_webinar(
                index,
                " / ".join(proposal.title for proposal in proposals),
                by=by,
                hosts=_hosts(proposals),
                proposals=proposals,
                lead=first.summary,
                language=next(iter(first.languages), ""),
                interpretation=_together(proposals, "interpretation"),
                outcomes=_together(proposals, "outcomes"),
                timezone=first.call.timezone,
            )


def create_for_each(proposals, *, by, index):
    """Make a webinar from each of ``proposals``, or none at all; return them.

    Refused: as in :func:`create_from_proposals`.
    """
    proposals = list(proposals)
    if not proposals:
        raise Refused(_("Choose at least one proposal."), code="empty")
    with transaction.atomic():
        return [create_from_proposals([one], by=by, index=index) for one in proposals]


def _require_usable(proposal):
    if proposal.decision != ProposalDecision.SELECTED:
        raise Refused(
            _("%(proposal)s is not selected, or its selection is not announced yet.")
            % {"proposal": proposal},
            code="not_selected",
        )
    if proposal.webinars.exists():
        raise Refused(
            _("There is a webinar from %(proposal)s already.") % {"proposal": proposal},
            code="used",
        )


def _hosts(proposals):
    for proposal in proposals:
        yield proposal.lead_organization
        partners = proposal.partners.filter(state=PartnerState.CONFIRMED)
        yield from (partner.organization for partner in partners)


def _together(proposals, field):
    """Return the values of a list field of all of ``proposals``, each once."""
    values = [value for proposal in proposals for value in getattr(proposal, field)]
    return list(dict.fromkeys(values))
