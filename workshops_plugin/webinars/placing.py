"""Derives what Wagtail has to know of who may see a webinar's pages.

Members-only pages stand in their index's section, which one restriction closes; a
members-only page anywhere else has a restriction of its own. Both name no group. All
of it follows from the webinar, and can be made again at any time.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from .access import is_public
from .models import Webinar
from .pages import SECTION_SLUG, WebinarIndexPage, WebinarSectionPage, derived
from .queries import pages_of, webinar_pages
from .searching import hide_from_search


def section_of(index):
    """Return the section of ``index``, made if it is missing, and closed."""
    section = index.section
    if section is None:
        index = WebinarIndexPage.objects.get(pk=index.pk)
        original = _section_elsewhere(index)
        section = WebinarSectionPage(
            title=_("Members-only webinars"),
            slug=SECTION_SLUG,
            locale=index.locale,
            show_in_menus=False,
        )
        if original:
            section.translation_key = original.translation_key
        section = index.add_child(instance=section)
    close(section)
    return section


def _section_elsewhere(index):
    others = WebinarIndexPage.objects.filter(translation_key=index.translation_key)
    for other in others.exclude(pk=index.pk):
        if other.section:
            return other.section
    return None


def close(page):
    """Give ``page`` one restriction that names no group, and no second one."""
    ours = derived(page.view_restrictions.all())
    for extra in ours[1:]:
        extra.delete()
    if not ours:
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.GROUPS
        )


def open_up(page):
    """Take away the restrictions of ``page`` that name no group."""
    for row in derived(page.view_restrictions.all()):
        row.delete()


def sync_page(page):
    """Let the restriction of one page of a webinar follow from its webinar."""
    parent = page.get_parent()
    in_section = parent and issubclass(parent.specific_class, WebinarSectionPage)
    if in_section:
        close(parent)
    if in_section or is_public(page.specific.webinar):
        open_up(page)
    else:
        close(page)


@transaction.atomic
def place(webinar):
    """Put all pages of ``webinar`` where its visibility wants them; return them.

    Only verbs and commands move pages: a page that somebody holds in memory would
    write its old place back.
    """
    public, found = is_public(webinar), []
    for page in pages_of(webinar):
        parent = page.get_parent().specific
        if public and isinstance(parent, WebinarSectionPage):
            page.move(parent.get_parent(), pos="last-child")
        elif not public and isinstance(parent, WebinarIndexPage):
            page.move(section_of(parent), pos="last-child")
        page = Page.objects.get(pk=page.pk).specific
        sync_page(page)
        found.append(page)
    return found


def _pages():
    return webinar_pages().specific().iterator(chunk_size=200)


def misplaced():
    """Yield (page, what is wrong in a sentence) of all pages of webinars."""
    for page in _pages():
        webinar, parent = page.webinar, page.get_parent().specific
        own = derived(page.view_restrictions.all())
        if isinstance(parent, WebinarSectionPage):
            if is_public(webinar):
                yield page, _("It is public and stands among the members-only ones.")
            if not derived(parent.view_restrictions.all()):
                yield page, _("Its section is not closed.")
        elif is_public(webinar) and own:
            yield page, _("It is public, and closed to Wagtail.")
        elif not is_public(webinar) and len(own) != 1:
            yield page, _("It is members-only, and open to Wagtail.")


def repair():
    """Put every page of a webinar right; return [(page, what was wrong), …].

    The site's search forgets those that are for members: a page that it knew before
    it was a webinar's would still be found.
    """
    found = list(misplaced())
    for key in {page.webinar_key for page, _sentence in found}:
        webinar = Webinar.objects.filter(pk=key).first()
        if webinar:
            place(webinar)
    for page, _sentence in found:
        if page.webinar is None:
            sync_page(page)
    hide_from_search(page for page in _pages() if not is_public(page.webinar))
    return found
