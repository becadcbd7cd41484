"""The messages between the hosts of a webinar and the Secretariat."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from ..calls.messages import address_of, editors, language_of
from ..mailing.send import send_message, spoken
from ..members.backends import get_backend
from .rules import is_secretariat


def _tell(address, language, subject, paragraphs, url):
    """Send a short notice; the words are functions, called in ``language``."""
    if not address:
        return False
    with translation.override(spoken(language)):
        context = {"subject": subject(), "paragraphs": paragraphs(), "url": url()}
    return send_message("notice", to=address, language=language, context=context)


def _tell_editors(webinar, subject, paragraphs, *, but=None):
    url = f"{get_admin_base_url() or ''}{webinar.get_admin_url()}"
    for editor in editors("change_webinar"):
        if editor != but:
            language = language_of(editor)
            _tell(address_of(editor), language, subject, paragraphs, lambda: url)


def _tell_hosts(webinar, subject, paragraphs):
    backend, told = get_backend(), set()
    for host in webinar.hosts.select_related("organization"):
        for person in backend.recipients_of(host.organization):
            if person.email not in told:
                told.add(person.email)
                _tell(
                    person.email,
                    person.language,
                    subject,
                    paragraphs,
                    lambda: workspace_url(webinar),
                )


def workspace_url(webinar):
    """Return the absolute address of the hosts' workspace, in the active language."""
    from .queries import source_page_of

    page = source_page_of(webinar)
    site = page.get_site() if page else None
    site = site or Site.objects.filter(is_default_site=True).first()
    path = reverse("workshops:prepare", args=[webinar.pk])
    return (site.root_url if site else "") + path


def tell_submitted(webinar, by):
    """Tell the editors that a preparation waits for them."""
    _tell_editors(
        webinar,
        lambda: _("To be approved: “%(webinar)s”") % {"webinar": webinar},
        lambda: [
            _("The hosts of “%(webinar)s” have submitted their preparation.")
            % {"webinar": webinar},
            _("Read it, and approve it or ask for changes:"),
        ],
        but=by,
    )


def tell_link_changed(webinar, by):
    """Tell the editors, once a host has changed it. The link itself is not told."""
    if by is None or is_secretariat(by):
        return
    _tell_editors(
        webinar,
        lambda: _("Meeting link changed: “%(webinar)s”") % {"webinar": webinar},
        lambda: [
            _("A host of “%(webinar)s” has changed how people get into the meeting.")
            % {"webinar": webinar},
            _("See it here:"),
        ],
    )


def tell_hosts_changes(webinar):
    """Tell everybody who acts for a host that changes are asked for."""
    _tell_hosts(
        webinar,
        lambda: _("Changes asked for: “%(webinar)s”") % {"webinar": webinar},
        lambda: [
            _(
                "The Secretariat has read what you prepared for “%(webinar)s” and asks "
                "for changes. Its comments stand at the sections that they are about."
            )
            % {"webinar": webinar},
            _("Change them, and submit it again:"),
        ],
    )


def tell_hosts_approved(webinar):
    """Tell everybody who acts for a host that the preparation is approved."""
    _tell_hosts(
        webinar,
        lambda: _("Approved: “%(webinar)s”") % {"webinar": webinar},
        lambda: [
            _("The Secretariat has approved what you prepared for “%(webinar)s”.")
            % {"webinar": webinar},
            _("What is still to be done stands in your checklist:"),
        ],
    )
