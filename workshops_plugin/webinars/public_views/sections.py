"""The sections of the workspace, a form each."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ...calls.public_views.keeping import CsrfCheck
from ...calls.queries import row_or_404
from ...errors import Refused
from .. import actions
from ..enums import Section
from ..forms import workspace as forms
from ..models import Material, Recording, Speaker
from ..preparation import agenda_rows, length_of, planned_minutes, preparation_of
from .section import PATH, SectionView
from .workspace import say_saved


class DescriptionView(SectionView):
    section = Section.DESCRIPTION
    form_class = forms.DescriptionForm

    def save(self, form, version):
        by, values = self.request.user, form.cleaned_data
        actions.save_description(self.webinar, by=by, version=version, **values)


class InterpretationView(SectionView):
    section = Section.INTERPRETATION
    form_class = forms.InterpretationForm

    def save(self, form, version):
        by, values = self.request.user, form.cleaned_data
        actions.save_interpretation(self.webinar, by=by, version=version, **values)


class TechnicalView(SectionView):
    """The meeting link. It is not saved while somebody types: half a link is none."""

    section = Section.TECHNICAL
    form_class = forms.TechnicalForm
    saves_itself = False

    def take(self, form):
        if self.request.POST.get("action") == "tested":
            try:
                actions.confirm_link(self.webinar, by=self.request.user)
            except Refused as refused:
                self.say(refused)
            else:
                say_saved(self.request)
            return redirect(self.address(self.section))
        return super().take(form)

    def save(self, form, version):
        by = self.request.user
        actions.set_join_details(self.webinar, by=by, version=version, **form.values())
        set_up = form.cleaned_data["set_up"]
        if set_up != preparation_of(self.webinar).set_up:
            actions.save_set_up(self.webinar, by=by, set_up=set_up)
        wanted = (
            form.cleaned_data["registration_url"],
            form.cleaned_data["registration_by"],
        )
        now = preparation_of(self.webinar)
        if wanted != (now.registration_url, now.registration_by):
            url, recipient = wanted
            actions.save_registration(self.webinar, by=by, url=url, recipient=recipient)


class AgendaView(SectionView):
    """The agenda: lines with minutes, whose times follow from the start."""

    section = Section.AGENDA

    def get_form(self, data=None):
        found = forms.AgendaFormSet(
            data, initial=agenda_rows(self.webinar), prefix="agenda"
        )
        moment = self.webinar.starts_at
        for line, item in zip(found.forms, self.webinar.agenda.all(), strict=False):
            if moment:
                line.starts = moment
                line.ends = moment = moment + timedelta(minutes=item.minutes)
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            planned=planned_minutes(self.webinar.agenda.all()),
            length=length_of(self.webinar),
            **kwargs,
        )

    def save(self, form, version):
        rows = [line.cleaned_data for line in form.forms if line.counts]
        action, _colon, place = self.request.POST.get("action", "").partition(":")
        if action in ("up", "down") and place.isdigit():
            rows = _moved(rows, form, int(place), -1 if action == "up" else 1)
        actions.save_agenda(self.webinar, rows, by=self.request.user, version=version)

    def conflicts(self, form):
        theirs = [_line_words(row) for row in agenda_rows(self.webinar)]
        mine = [_line_words(line.cleaned_data) for line in form.forms if line.counts]
        if theirs == mine:
            return []
        return [
            {"label": _("Agenda"), "theirs": "\n".join(theirs), "mine": "\n".join(mine)}
        ]

    def refuse(self, form, refused):
        if refused.code != "stale" and not self.is_autosave:
            self.say(refused)
            return self.again(form, 409)
        return super().refuse(form, refused)

    def refuse_token(self):
        response = super().refuse_token()
        if not self.is_autosave:
            response.context_data["token_failed"] = True
        return response


def _line_words(row):
    return " · ".join(
        str(row[name]) for name in ("minutes", "title", "who") if row[name]
    )


def _moved(rows, formset, place, step):
    """Return ``rows`` with the one of line ``place`` moved by ``step`` lines."""
    counted = [line for line in formset.forms if line.counts]
    lines = [formset.forms.index(line) for line in counted]
    if place not in lines:
        return rows
    here = lines.index(place)
    there = here + step
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return rows


class SpeakersView(SectionView):
    """Who speaks; each person has a form of their own."""

    section = Section.SPEAKERS
    saves_itself = False

    def get_form(self, data=None):
        return None

    def post(self, request, *args, **kwargs):
        if CsrfCheck.fails(request):
            return redirect(self.address(self.section))
        key = request.POST.get("remove", "")
        speaker = row_or_404(Speaker, key, webinar=self.webinar)
        self.try_to(
            actions.remove_speaker,
            speaker,
            success=_("%(name)s is taken out.") % {"name": speaker.name},
        )
        return redirect(self.address(self.section))


class SpeakerView(SectionView):
    """One speaker: added, or changed."""

    section = Section.SPEAKERS
    saves_itself = False
    template_name = f"{PATH}/speaker.html"

    @property
    def speaker(self):
        key = self.kwargs.get("speaker")
        if key is None:
            return None
        return get_object_or_404(Speaker, pk=key, webinar=self.webinar)

    def get_form(self, data=None):
        files = self.request.FILES if data is not None else None
        return forms.SpeakerForm(data, files, speaker=self.speaker)

    def get_context_data(self, **kwargs):
        speaker = self.speaker
        version = speaker.version if speaker else 0
        return super().get_context_data(
            **{"version": version, **kwargs, "speaker": speaker}
        )

    def save(self, form, version):
        speaker = self.speaker
        actions.save_speaker(
            self.webinar,
            form.cleaned_data,
            by=self.request.user,
            speaker=speaker,
            photo=form.photo_wanted(),
            version=version if speaker else None,
        )

    def conflicts(self, form):
        return [
            conflict
            for conflict in super().conflicts(form)
            if conflict["label"] != form.fields["photo"].label
        ]


class PresentationsView(SectionView):
    """Files and links, added and taken away one by one."""

    section = Section.PRESENTATIONS
    saves_itself = False

    def get_form(self, data=None):
        files = self.request.FILES if data is not None else None
        return forms.MaterialForm(data, files)

    def take(self, form):
        action, _colon, key = self.request.POST.get("action", "").partition(":")
        if action == "remove":
            material = row_or_404(Material, key, webinar=self.webinar)
            self.try_to(actions.remove_material, material)
        elif action in ("none", "some"):
            wanted = action == "none"
            self.try_to(actions.set_no_presentations, self.webinar, wanted)
        else:
            return super().take(form)
        return redirect(self.address(self.section))

    def save(self, form, version):
        by, values = self.request.user, form.cleaned_data
        actions.add_material(self.webinar, by=by, **values)


class AfterwardsView(SectionView):
    """Attendance, lessons and recordings."""

    section = Section.AFTERWARDS
    form_class = forms.AfterwardsForm

    def get_context_data(self, **kwargs):
        kwargs.setdefault("recording_form", forms.RecordingForm())
        return super().get_context_data(**kwargs)

    def take(self, form):
        action, _colon, key = self.request.POST.get("action", "").partition(":")
        if action == "remove":
            recording = row_or_404(Recording, key, webinar=self.webinar)
            self.try_to(actions.remove_recording, recording)
            return redirect(self.address(self.section))
        if action == "recording":
            return self.add_recording(forms.RecordingForm(self.request.POST))
        return super().take(form)

    def add_recording(self, form):
        if form.is_valid():
            try:
                by, values = self.request.user, form.cleaned_data
                actions.add_recording(self.webinar, by=by, **values)
            except Refused as refused:
                form.refuse(refused)
            else:
                return self.saved()
        return self.again(self.get_form(), 200, recording_form=form)

    def save(self, form, version):
        by, values = self.request.user, form.cleaned_data
        actions.save_afterwards(self.webinar, by=by, version=version, **values)


SECTIONS = {
    view.section: view
    for view in (
        DescriptionView,
        AgendaView,
        SpeakersView,
        InterpretationView,
        PresentationsView,
        TechnicalView,
        AfterwardsView,
    )
}


def section_view(request, pk, section):
    """Hand over to the view of ``section``."""
    view = SECTIONS.get(section)
    if view is None:
        raise Http404
    return view.as_view()(request, pk=pk, section=section)


section_view.csrf_exempt = True
