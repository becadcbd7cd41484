"""Shows editors of a page, and of a list, how far its languages are."""

from django.apps import apps
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column

from .family import kind_of
from .state import State, languages_of


def context_of(row, user):
    """Return what the table of the languages of a call or webinar shows."""
    found = languages_of([row])[row.pk]
    if not any(each.page for each in found):
        return {"languages": []}
    return {
        "languages": [
            {
                "is": each,
                "is_source": each.locale.pk == row.source_locale_id,
                "may_edit": each.page
                and each.page.permissions_for_user(user).can_edit(),
                **_ways(each, user),
            }
            for each in found
        ]
    }


def _ways(each, user):
    """Return where to go on with one language in wagtail-localize, by what is due."""
    if not apps.is_installed("wagtail_localize") or not user.has_perm(
        "wagtail_localize.submit_translation"
    ):
        return {}
    if each.state == State.BEHIND and each.unsynced:
        name, key = "wagtail_localize:update_translations", each.job.source
        return {"update_url": reverse(name, args=[key])}
    if each.state in (State.MISSING, State.ALIAS) and each.source:
        name = "wagtail_localize:submit_page_translation"
        return {"translate_url": reverse(name, args=[each.source.pk])}
    return {}


class RowPanel(Panel):
    """A panel about the call or webinar of the page that is edited."""

    class BoundPanel(Panel.BoundPanel):
        @cached_property
        def row(self):
            page = self.instance
            kind = kind_of(page) if page.pk else None
            if not (kind and kind.row):
                return None
            return kind.row.objects.filter(pk=page.translation_key).first()

        def is_shown(self):
            return super().is_shown() and self.row is not None

        @property
        def follows(self):
            """Whether the page is a translation."""
            return self.instance.locale_id != self.row.source_locale_id


class FollowsPanel(RowPanel):
    """Says on a tab of a translation what is not to be changed there."""

    class BoundPanel(RowPanel.BoundPanel):
        template_name = "workshops_plugin/admin/languages/follows.html"

        def is_shown(self):
            return super().is_shown() and self.follows


class LanguagesPanel(RowPanel):
    """The languages of the page that is edited."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Languages"))
        super().__init__(**kwargs)

    class BoundPanel(RowPanel.BoundPanel):
        template_name = "workshops_plugin/admin/languages/panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page = self.instance
            context["follows"] = self.follows
            context["here"] = page.pk
            return {**context, **context_of(self.row, self.request.user)}


class LanguagesColumn(Column):
    """A label for each language, in a list of calls or webinars."""

    cell_template_name = "workshops_plugin/admin/languages/cell.html"

    def __init__(self, name="languages", **kwargs):
        kwargs.setdefault("label", _("Languages"))
        super().__init__(name, **kwargs)


def with_languages(rows):
    """Give each of the ``rows`` of a page of a list its ``languages``; return them."""
    rows = list(rows)
    found = languages_of(rows)
    for row in rows:
        row.languages = found[row.pk]
    return rows


def tell_ignored(request, titles):
    """Tell whoever saved a translation which of its blocks nobody will see.

    What a browser saves by itself is told with the next thing that a person does.
    """
    titles = [title for title in titles if title != "–"]
    if titles and "application/json" not in request.headers.get("Accept", ""):
        words = ngettext(
            "This is a translation, and its source does not have “%(titles)s”: it is "
            "not shown. Add it to the source, then translate it.",
            "This is a translation, and its source does not have “%(titles)s”: they "
            "are not shown. Add them to the source, then translate them.",
            len(titles),
        )
        messages.warning(request, words % {"titles": "”, “".join(titles)})
