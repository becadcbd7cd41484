"""The names of what is done for wagtail-localize, and whether a site wants it done.

WORKSHOPS_LANGUAGE_GUARDS lists them. Take one out once wagtail-localize does the same.
"""

from ..conf import app_settings

#: Counts the children of a page of a subtree that is translated.
#: https://github.com/wagtail/wagtail-localize/issues/773
TREE = "tree"
#: Takes translations off the site with their source.
#: https://github.com/wagtail/wagtail-localize/issues/15
UNPUBLISH = "unpublish"
#: Lets translations wait for a source that is scheduled. Nobody asks for just this
#: upstream; the nearest is what becomes of a page that is translated before its time.
#: https://github.com/wagtail/wagtail-localize/issues/655
SCHEDULE = "schedule"
#: Restricts translations as their source is.
#: https://github.com/wagtail/wagtail-localize/issues/317
PRIVACY = "privacy"

GUARDS = (TREE, UNPUBLISH, SCHEDULE, PRIVACY)


def is_on(guard):
    """Tell whether the site lets ``guard`` act."""
    return guard in app_settings.LANGUAGE_GUARDS
