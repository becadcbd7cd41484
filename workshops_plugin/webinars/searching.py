"""Keeps members-only pages out of the site's search, and caches up to date."""

from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.search import index


def hide_from_search(pages):
    """Take ``pages`` out of the site's search."""
    for page in pages:
        index.remove_object(page)


def index_pages(pages):
    """Add those of ``pages`` that may be found to the site's search, remove the others.

    Addresses that a cache may hold are purged, where the site has such a cache.
    """
    batch = PurgeBatch()
    for page in pages:
        findable = type(page).get_indexed_objects().filter(pk=page.pk).exists()
        (index.insert_or_update_object if findable else index.remove_object)(page)
        batch.add_page(page)
        batch.add_page(page.get_parent().specific)
    batch.purge()
