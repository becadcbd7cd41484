"""Messages between the hosts of a webinar and the Secretariat."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ...calls.message_kinds.base import LINK, admin_link
from ...mailing.enums import Cause
from ...mailing.kinds import BRACES, register
from ...mailing.texts import Link
from ..enums import PreparationState, WebinarStatus
from ..messages import hosts_people
from ..preparation import preparation_of
from .base import TITLE, WebinarKind, webinar_url


class PreparationKind(WebinarKind):
    """A message that is right while the preparation has one state."""

    placeholders = {"title": TITLE, "link": LINK}
    #: The state of the preparation in which it is right, or None: any.
    state = None

    def obstacle(self, delivery, webinar):
        if webinar.status == WebinarStatus.CANCELLED:
            return Cause.CANCELLED
        if self.state and preparation_of(webinar).state != self.state:
            return Cause.SETTLED
        return None


class ToEditors(PreparationKind):
    def values(self, delivery, webinar):
        link = admin_link("workshops_webinars:screen", webinar.pk)
        return {"title": webinar.title, "link": Link(link.url, _("See the webinar"))}


class ToHosts(PreparationKind):
    def obstacle(self, delivery, webinar):
        known = {person.email.lower() for person in hosts_people(webinar)}
        if delivery.address.lower() not in known:
            return Cause.LEFT
        return super().obstacle(delivery, webinar)

    def values(self, delivery, webinar):
        link = Link(webinar_url(webinar, "prepare"), _("Open the workspace"))
        return {"title": webinar.title, "link": link}


@register
class PreparationSubmitted(ToEditors):
    name = "preparation_submitted"
    label = pgettext_lazy("message", "A preparation is to be approved")
    when = gettext_lazy("To the editors, when hosts have submitted what they prepared.")
    state = PreparationState.SUBMITTED

    def subject_line(self):
        return _("To be approved: “%(title)s”") % BRACES

    def paragraphs(self):
        return [
            _("The hosts of “%(title)s” have submitted their preparation.") % BRACES,
            _("Read it, and approve it or ask for changes:"),
            "{link}",
        ]


@register
class MeetingLinkChanged(ToEditors):
    name = "meeting_link_changed"
    label = pgettext_lazy("message", "A meeting link was changed")
    when = gettext_lazy("To the editors, when a host has changed it.")

    def subject_line(self):
        return _("Meeting link changed: “%(title)s”") % BRACES

    def paragraphs(self):
        return [
            _("A host of “%(title)s” has changed how people get into the meeting.")
            % BRACES,
            _("See it here:"),
            "{link}",
        ]


@register
class ChangesAsked(ToHosts):
    name = "changes_asked"
    label = pgettext_lazy("message", "Changes of a preparation are asked for")
    when = gettext_lazy("To the people of the hosts.")
    state = PreparationState.CHANGES

    def subject_line(self):
        return _("Changes asked for: “%(title)s”") % BRACES

    def paragraphs(self):
        return [
            _(
                "The Secretariat has read what you prepared for “%(title)s” and asks "
                "for changes. Its comments stand at the sections that they are about."
            )
            % BRACES,
            _("Change them, and submit it again:"),
            "{link}",
        ]


@register
class PreparationApproved(ToHosts):
    name = "preparation_approved"
    label = pgettext_lazy("message", "A preparation is approved")
    when = gettext_lazy("To the people of the hosts.")
    state = PreparationState.APPROVED

    def subject_line(self):
        return _("Approved: “%(title)s”") % BRACES

    def paragraphs(self):
        return [
            _("The Secretariat has approved what you prepared for “%(title)s”.")
            % BRACES,
            _("What is still to be done stands in your checklist:"),
            "{link}",
        ]
