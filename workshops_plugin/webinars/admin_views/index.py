"""The list of webinars, with who can see each."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from ...calls.models import Call
from ...calls.moments import abbreviation, moment_words
from ...languages.panels import LanguagesColumn, with_languages
from ...record.export import SafeExportMixin
from ..access import with_opened
from ..checklist import checklist, current
from ..enums import PreparationState, WebinarPhase, WebinarStatus
from ..forms.admin import languages
from ..models import Webinar
from ..preparation import preparation_of
from .base import WEBINARS, all_webinars

EVERYBODY, MEMBERS = gettext_lazy("Everybody"), gettext_lazy("Members only")


class WebinarFilterSet(WagtailFilterSet):
    when = ChoiceFilter(
        label=pgettext_lazy("webinar", "When"),
        choices=[
            ("upcoming", pgettext_lazy("webinars", "Upcoming")),
            ("past", pgettext_lazy("webinars", "Past")),
            ("unset", gettext_lazy("Not scheduled yet")),
        ],
        method="by_time",
        empty_label=gettext_lazy("All"),
    )
    visible = ChoiceFilter(
        label=gettext_lazy("Who can see it"),
        choices=[("public", EVERYBODY), ("members", MEMBERS)],
        method="by_visibility",
        empty_label=gettext_lazy("All"),
    )
    status = ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=WebinarStatus.choices,
        empty_label=gettext_lazy("All"),
    )
    preparation = ChoiceFilter(
        field_name="preparation__state",
        label=gettext_lazy("Preparation"),
        choices=PreparationState.choices,
        empty_label=gettext_lazy("All"),
    )
    language = ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=languages,
        empty_label=gettext_lazy("All"),
    )
    call = ModelChoiceFilter(
        label=gettext_lazy("Call"),
        queryset=Call.objects.all(),
        method="by_call",
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Webinar
        fields = []

    def by_time(self, queryset, name, value):
        if value == "unset":
            return queryset.filter(starts_at=None)
        over = {"ends_at__lte": timezone.now()}
        return queryset.filter(**over) if value == "past" else queryset.exclude(**over)

    def by_visibility(self, queryset, name, value):
        return queryset.filter(opened=value == "public")

    def by_call(self, queryset, name, call):
        return queryset.filter(proposals__call=call).distinct()


def when_words(webinar):
    """Return the start in the webinar's own zone, in words."""
    if webinar.starts_at is None:
        return "–"
    local = webinar.starts_at.astimezone(webinar.zone)
    return f"{moment_words(local, webinar.zone)} {abbreviation(local)}"


def visibility_words(webinar):
    return EVERYBODY if webinar.opened else MEMBERS


def progress_words(webinar):
    """Return how much of the checklist is done, and what is late."""
    items = current(checklist(webinar), webinar.phase())
    late = sum(item.overdue for item in items)
    done = _("%(done)d of %(total)d done") % {
        "done": sum(not item.open for item in items),
        "total": len(items),
    }
    if not late:
        return done
    words = ngettext("%(count)d late", "%(count)d late", late) % {"count": late}
    return f"{done} · {words}"


def _hosts(webinar):
    return ", ".join(str(host.organization) for host in webinar.hosts.all()) or "–"


class WebinarIndexView(SafeExportMixin, IndexView):
    model = Webinar
    permission_policy = WEBINARS
    any_permission_required = ["change", "view"]
    page_title = gettext_lazy("Webinars")
    header_icon = "calendar-alt"
    paginate_by = 50
    search_fields = ["title"]
    search_backend_name = None
    table_classname = "listing workshops-listing"
    filterset_class = WebinarFilterSet
    index_url_name = "workshops_webinars:index"
    index_results_url_name = "workshops_webinars:index_results"
    default_ordering = "-starts_at"
    export_filename = "webinars"
    list_export = [
        "title",
        "starts",
        "ends",
        "timezone",
        "status",
        "visible",
        "language",
        "hosts",
        "attendance",
        "preparation",
    ]
    columns = [
        TitleColumn(
            "title", label=gettext_lazy("Webinar"), url_name="workshops_webinars:screen"
        ),
        Column(
            "starts_at",
            label=gettext_lazy("Starts"),
            accessor=when_words,
            sort_key="starts_at",
        ),
        StatusTagColumn(
            "phase",
            label=gettext_lazy("Status"),
            accessor=lambda webinar: webinar.phase().label,
            primary=lambda webinar: (
                webinar.phase() in (WebinarPhase.LIVE, WebinarPhase.UPCOMING)
            ),
        ),
        StatusTagColumn(
            "visible",
            label=gettext_lazy("Who can see it"),
            accessor=visibility_words,
            primary=lambda webinar: webinar.opened,
        ),
        Column("hosts", label=gettext_lazy("Hosts"), accessor=_hosts),
        Column("progress", label=gettext_lazy("Preparation"), accessor=progress_words),
        LanguagesColumn(),
    ]

    @property
    def export_headings(self):
        return {
            "title": _("Webinar"),
            "starts": _("Starts (UTC)"),
            "ends": _("Ends (UTC)"),
            "timezone": _("Time zone"),
            "status": _("Status"),
            "visible": _("Who can see it"),
            "language": _("Language"),
            "hosts": _("Hosts"),
            "attendance": _("People who attended"),
            "preparation": _("Preparation"),
        }

    def to_row_dict(self, item):
        return {
            "title": item.title,
            "starts": item.starts_at,
            "ends": item.ends_at,
            "timezone": item.timezone,
            "status": item.phase().label,
            "visible": str(visibility_words(item)),
            "language": item.language,
            "hosts": _hosts(item),
            "attendance": item.attendance,
            "preparation": preparation_of(item).get_state_display(),
        }

    def get_base_queryset(self):
        return with_opened(all_webinars())

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(*self._order(), "pk")

    def _order(self):
        return [self.ordering] if isinstance(self.ordering, str) else self.ordering

    def get_table(self, object_list):
        return super().get_table(with_languages(object_list))

    def get_add_url(self):
        return None

    @cached_property
    def header_buttons(self):
        board = reverse("workshops_webinars:board")
        buttons = [HeaderButton(_("Board"), url=board, icon_name="table")]
        if self.user_has_permission("change"):
            url = reverse("workshops_webinars:digest")
            buttons.append(HeaderButton(_("Newsletter"), url=url, icon_name="mail"))
        if self.user_has_permission("add"):
            url = reverse("workshops_webinars:add")
            buttons.append(HeaderButton(_("Add a webinar"), url=url, icon_name="plus"))
        return buttons
