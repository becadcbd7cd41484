"""The kinds of messages. Upper parts, and sites, register theirs here.

A kind knows, when one of its deliveries is about to leave, whether that is still
right, and what stands in it::

    from workshops_plugin.mailing.kinds import Kind, Placeholder, register

    @register
    class Welcome(Kind):
        name = "welcome"
        label = _("Welcome")
        model = Organization
        placeholders = {"organization": Placeholder(_("its name"))}

        def subject_line(self):
            return _("Welcome, %(organization)s") % BRACES

        def paragraphs(self):
            return [_("Dear %(name)s,") % BRACES, _("…")]

        def values(self, delivery, organization):
            return {"organization": organization.name}
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .enums import Category, Cause


class _Braces(dict):
    """Turns the ``%(name)s`` of a translation into the ``{name}`` of a text."""

    def __missing__(self, name):
        return f"{{{name}}}"


BRACES = _Braces()


@dataclass(frozen=True)
class Placeholder:
    """What ``{name}`` in a text stands for, for those who write texts.

    A ``block`` fills a paragraph of its own; without a ``required`` one the message
    would say nothing.
    """

    meaning: str
    block: bool = False
    required: bool = False


def main_site():
    """Return the site for what belongs to none."""
    return Site.objects.filter(is_default_site=True).first()


def site_of_page(page):
    """Return the site on which ``page`` (or None) stands, else the main one."""
    return (page.get_site() if page else None) or main_site()


NAME = Placeholder(_("the recipient's name"))
SITE = Placeholder(_("the name of your site"))


class Kind:
    """One kind of message. Subclass it, and register the subclass."""

    name = ""
    label = ""
    #: When it is sent, in a sentence, for those who write texts.
    when = ""
    category = Category.SERVICE
    #: The model of what it is about; ``Delivery.subject`` is its key.
    model = None
    #: {name: Placeholder} besides ``{name}`` and ``{site}``, which all have.
    placeholders = {}
    #: Whether it says the same to all who read one language, but for their names.
    alike = False
    #: Whether a newer one about the same subject, to the same recipient, replaces it.
    replaces = False

    # The shipped text, in the active language.

    def subject_line(self):
        """Return the shipped subject, with ``{placeholders}``."""
        raise NotImplementedError

    def paragraphs(self):
        """Return the shipped paragraphs, with ``{placeholders}``."""
        raise NotImplementedError

    # When a delivery is about to leave.

    def find(self, delivery):
        """Return what ``delivery`` is about, fresh from the database, or None."""
        return self.model._default_manager.filter(pk=delivery.subject).first()

    def state_of(self, delivery):
        """Return what changes whenever the subject does, or None: read it each time.

        It is asked before each message; where it is the same as before, so is the
        subject.
        """
        return

    def obstacle(self, delivery, subject):
        """Return the :class:`.enums.Cause` why it must not leave any more, or None."""
        return

    def readers(self, deliveries, subject):
        """Return which addresses (in lower case) of ``deliveries`` it is still for.

        None are all of them. The deliveries have one campaign, or none.
        """
        return

    def values(self, delivery, subject):
        """Return {placeholder: str, Link or Block}, in the active language."""
        return {}

    def site(self, subject):
        """Return the :class:`wagtail.models.Site` for its addresses and its look."""
        return main_site()

    def reply_to(self, delivery, subject):
        """Return the address that gets answers; empty: that of the sender."""
        return ""

    def attachments(self, delivery, subject):
        """Return (name, content, type) tuples."""
        return ()

    def why(self, delivery, subject):
        """Return the sentence on why the recipient gets it, for its foot; or none."""
        return ""

    def wanted(self, delivery, subject):
        """Tell whether a recipient who refuses its category gets it all the same."""
        return False

    def sent(self, delivery, subject):
        """Note that ``delivery`` has left; in the transaction that marks it sent."""

    # For those who write texts.

    def samples(self, user):
        """Return a queryset of what a preview can be about, the best first.

        Only what ``user`` may read; without any, a preview shows meanings instead.
        """
        return self.model._default_manager.none()

    def sample(self, delivery, subject):
        """Give an unsaved ``delivery`` about ``subject`` the data of a preview."""

    def all_placeholders(self):
        return {"name": NAME, "site": SITE, **self.placeholders}


class CampaignKind(Kind):
    """A kind that editors send to an audience."""

    category = Category.INVITATIONS
    alike = True
    #: Which audiences an editor may choose, by name.
    audiences = ()
    #: Who had one of these is not written to again by another campaign.
    family = ()
    #: Whether each campaign is a message of its own, so that nobody had it already.
    once_a_campaign = False
    #: Whether an editor writes the words of each campaign: "" or "note" or "message".
    words = "note"
    #: The permissions that sending it, and reading of it, need besides those on
    #: campaigns.
    permission = viewer = ""

    def may_read(self, user):
        """Tell whether ``user`` may know of what its campaigns are about."""
        return not self.viewer or user.has_perm(self.viewer)

    def parameters(self, query):
        """Return what the address of the form (a QueryDict) says of a campaign."""
        return {}

    def about(self, campaign):
        """Return what ``campaign`` is about, or None."""
        return self.find(campaign)

    def obstacles(self, subject):
        """Return what stands in the way of sending it now, in sentences."""
        return []

    def sequence_of(self, subject):
        """Return the state of ``subject`` that a campaign tells."""
        return 0

    def number_of(self, campaign):
        """Return what an edition has for a sequence, where ``campaign`` is one, or 0.

        Who had that edition is not sent it by another campaign.
        """
        return 0

    def sequence_for(self, campaign, subject):
        """Return the sequence of the messages of ``campaign``."""
        if number := self.number_of(campaign):
            return number
        return campaign.pk if self.once_a_campaign else self.sequence_of(subject) or 0

    def title_of(self, subject, parameters):
        """Return what a campaign about ``subject`` is called in lists."""
        return str(subject)

    def bars(self, campaign):
        """Return a function that tells whether a recipient must not get it."""
        return lambda person: False

    def admin_url(self, subject):
        """Return the address of what it is about in the admin."""
        return subject.get_admin_url()


class Unknown(CampaignKind):
    """Stands in for a kind that nobody registers any more: nothing of it leaves."""

    label = _("Unknown kind")

    def find(self, delivery):
        return None

    def obstacle(self, delivery, subject):
        return Cause.GONE


_kinds = {}


def register(kind):
    """Add a subclass of :class:`Kind`; also usable as a decorator."""
    _kinds[kind.name] = kind()
    return kind


def all_kinds():
    """Return the registered kinds, in the order of their registration."""
    return list(_kinds.values())


def kind_of(name):
    """Return the kind called ``name``; what follows a colon is its variant."""
    return _kinds.get(name.partition(":")[0]) or Unknown()
