"""The timeline of a proposal: what happened, by whom and why."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ...calls.words import with_words
from ...record.models import Chain
from ...record.summary import summary
from ...screens import AdminView
from ..history import KINDS, events_of
from ..models import Review
from ..rules import EXPORTER, may_read_reviews
from .base import ProposalOfCallMixin
from .ranking import TableExport


class HistoryForm(forms.Form):
    """Filters by kind, person and criterion."""

    kind = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"), required=False)

    def __init__(self, *args, events, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        people = sorted({n for e in events for n in (e.person, e.about) if n})
        self.fields["kind"].choices = [*everything, *KINDS.items()]
        self.fields["person"].choices = [*everything, *((n, n) for n in people)]
        self.fields["criterion"].choices = [
            *everything,
            *((str(row.pk), row.words.title) for row in criteria),
        ]

    def matching(self, events):
        """Return those of ``events`` that were asked for."""
        values = self.cleaned_data if self.is_valid() else {}
        kind, person = values.get("kind"), values.get("person")
        criterion = values.get("criterion")
        return [
            event
            for event in events
            if (not kind or event.kind == kind)
            and (not person or person in (event.person, event.about))
            and (not criterion or criterion in {str(key) for key in event.criteria})
        ]


class ProposalHistoryView(TableExport, ProposalOfCallMixin, AdminView):
    template_name = "workshops_plugin/admin/reviews/history.html"
    page_title = gettext_lazy("History")
    header_icon = "history"

    def get(self, request, *args, **kwargs):
        if "export" in request.GET and not self.barred:
            name = f"history-{self.proposal.reference.lower()}"
            return self.export(
                [row for event in self.events for row in _flat(event)],
                columns(),
                name,
            )
        return super().get(request, *args, **kwargs)

    @cached_property
    def barred(self):
        return not may_read_reviews(self.request.user, self.proposal)

    @cached_property
    def all_events(self):
        return events_of(self.call, [self.proposal])

    @cached_property
    def form(self):
        criteria = with_words(self.call, self.call.criteria.order_by("order"))
        return HistoryForm(self.request.GET, events=self.all_events, criteria=criteria)

    @cached_property
    def events(self):
        return self.form.matching(self.all_events)

    def get_context_data(self, **kwargs):
        context = {"barred": self.barred}
        if not self.barred:
            query = self.request.GET.copy()
            query.pop("export", None)
            reviews = Review.objects.filter(proposal=self.proposal)
            chains = Chain.objects.filter(
                pk__in=[self.proposal.pk, *reviews.values_list("pk", flat=True)]
            )
            context |= {
                "days": _by_day(reversed(self.events)),
                "form": self.form,
                "summary": summary(self.call.pk),
                "versions": sum(chains.values_list("length", flat=True)),
                "query": query.urlencode(),
                "may_export": self.request.user.has_perm(EXPORTER),
            }
        return super().get_context_data(**context, **kwargs)


def _by_day(events):
    """Group events of falling time into [(day, [event, …]), …]."""
    days = []
    for event in events:
        day = timezone.localtime(event.at).date()
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(event)
    return days


def _flat(event):
    """Yield (event, what, before, after): a row for each change."""
    for change in event.changes or [("", "", "")]:
        yield (event, *change)


def columns():
    """Return {key: (heading, function of a row)} of the history's spreadsheet."""
    return {
        "at": (pgettext("event", "When") + " (UTC)", lambda row: row[0].at),
        "person": (_("Who"), lambda row: row[0].person),
        "proposal": (_("Reference"), lambda row: str(row[0].proposal or "")),
        "kind": (_("About"), lambda row: str(KINDS[row[0].kind])),
        "reviewer": (_("Reviewer"), lambda row: row[0].about),
        "sentence": (_("What happened"), lambda row: row[0].sentence),
        "what": (_("What"), lambda row: row[1]),
        "before": (_("Before"), lambda row: row[2]),
        "after": (_("After"), lambda row: row[3]),
        "reason": (_("Reason"), lambda row: row[0].reason),
    }
