"""The screen on which a review is written, and what saves it by itself."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...calls.enums import ProposalDecision
from ...calls.queries import structure_for
from ...errors import Refused
from .. import scoring
from ..actions import begin_review, save_review, submit_review
from ..forms import ReviewForm
from ..others import others_reviews
from ..queries import duties_of, next_task
from ..reading import changes_since, reading
from ..rules import current_decision, is_decided, is_editable
from .own import OwnAssignmentMixin


class ScoringMixin(OwnAssignmentMixin):
    """What the screen and the saving in between have in common."""

    def form(self, data=None):
        return ReviewForm(
            data,
            call=self.call,
            criteria=self.criteria.values(),
            review=self.review,
            amending=self.is_amending,
        )

    @property
    def is_amending(self):
        return bool(self.review) and self.review.is_submitted

    def save(self, form):
        """Save what the form holds; raises Refused."""
        version = form.cleaned_data["version"]
        if self.review is None:
            review = begin_review(self.assignment, by=self.request.user)
            version = review.version if version == 0 else version
            self.__dict__["review"] = review
        save_review(
            self.review, by=self.request.user, version=version, **form.changes()
        )

    def total(self):
        """Return the total of what is scored so far, for display, or None."""
        if self.review is None:
            return None
        scores = dict(self.review.scores.values_list("criterion", "value"))
        weights = {key: row.weight for key, row in self.criteria.items()}
        found = scoring.total(scores, weights, self.call.scale_min, self.call.scale_max)
        return scoring.rounded(found)


class ScoreView(ScoringMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows the proposal beside the form, saves, and submits."""

    template_name = "workshops_plugin/admin/reviews/score.html"
    header_icon = "tasks"

    def get_page_title(self):
        return str(self.proposal)

    def get_breadcrumbs_items(self):
        index = reverse("workshops_reviews:index")
        return [
            *self.breadcrumbs_items,
            {"label": _("My reviews"), "url": index},
            {"label": self.get_page_title(), "url": ""},
        ]

    def post(self, request, *args, **kwargs):
        form, saved = self.form(request.POST), False
        try:
            if form.is_valid():
                self.save(form)
                return self.proceed()
        except Refused as refused:
            if refused.code == "stale":
                return self.compare(form, refused)
            if refused.code == "incomplete":
                # What was typed is saved; only submitting has to wait.
                form = self.form(self.with_present_version(request.POST))
                form.is_valid()
                saved = True
            form.refuse(refused)
        return self.render_to_response(self.get_context_data(form=form, saved=saved))

    def with_present_version(self, data):
        data = data.copy()
        data["version"] = self.review.version if self.review else 0
        return data

    def proceed(self):
        """Go on after saving: stay, or submit and take the next one."""
        if "submit" not in self.request.POST and not self.is_amending:
            messages.success(self.request, _("Your review is saved."))
            return self.back()
        said = _("Your review of %(proposal)s is submitted.")
        if self.is_amending:
            said = _("Your review of %(proposal)s is changed.")
        submit_review(self.review, by=self.request.user, version=self.review.version)
        messages.success(self.request, said % {"proposal": self.proposal})
        duties = self.duties()
        task = duties and next_task(self.request.user, duties, after=self.assignment)
        if "stay" in self.request.POST or task is None:
            return redirect("workshops_reviews:index")
        return redirect("workshops_reviews:score", task.assignment.pk)

    def back(self):
        return HttpResponseRedirect(self.request.path)

    def compare(self, form, refused):
        """Show both texts; saving again then is meant."""
        theirs = self.form()
        self.review.refresh_from_db()
        bound = self.form(self.with_present_version(self.request.POST))
        return self.render_to_response(
            self.get_context_data(
                form=bound,
                conflict_message=refused.message,
                conflicts=list(_differences(theirs, form)),
            )
        )

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.form()
        structure = structure_for(self.call)
        read = reading(self.proposal, structure, self.assignment)
        titles = {text.key: text for text in structure.criteria}
        scored = [
            {
                "row": titles.get(row.block_id, row),
                "field": field,
                "remark": remark,
                "answers": read.answers.get(row.block_id, []),
            }
            for row, field, remark in form.scored()
        ]
        return super().get_context_data(
            proposal=self.proposal,
            call=self.call,
            assignment=self.assignment,
            review=self.review,
            form=form,
            scored=scored,
            missing=list(_missing(form)),
            reading=read,
            changed=self.changed(structure),
            locked=self.locked_because(),
            amending=self.is_amending,
            total=self.total(),
            duties=self.duties(),
            others=others_reviews(self.review) if self.review else [],
            **kwargs,
        )

    def duties(self):
        every = duties_of(self.request.user)
        return next((duties for duties in every if duties.call == self.call), None)

    def changed(self, structure):
        if self.review is None:
            return []
        return changes_since(self.proposal, self.review.proposal_version, structure)

    def locked_because(self):
        """Return why nothing can be written now, in a sentence, or ""."""
        if not is_editable(self.call):
            return _("The results have been announced, so reviews stay as they are.")
        if not self.proposal.is_submitted:
            return _("This proposal was withdrawn, so it is not reviewed any more.")
        decision = current_decision(self.proposal)
        if decision and decision.decision == ProposalDecision.INELIGIBLE:
            return _("This proposal is not eligible, so it is not reviewed any more.")
        if self.is_amending and is_decided(self.proposal):
            return _(
                "A decision was made on this proposal, so its reviews stay as they "
                "are. Ask the editors to reopen yours."
            )
        return ""


def _missing(form):
    """Yield where each complaint about a field of ``form`` belongs, in words."""
    for field in form:
        label = field.label
        if field.name.startswith("remark_"):
            score = form[field.name.replace("remark_", "score_")]
            label = f"{score.label}: {label}"
        for sentence in field.errors:
            yield {"id": field.id_for_label, "label": label, "sentence": sentence}


def _differences(theirs, mine):
    """Yield what two forms hold differently, in words."""
    for field in mine:
        if field.name in ("version", "reason"):
            continue
        ours, others = field.value() or "", theirs[field.name].value() or ""
        if ours.replace("\r\n", "\n") != others.replace("\r\n", "\n"):
            label = field.label
            if field.name.startswith("remark_"):
                score = mine[field.name.replace("remark_", "score_")]
                label = f"{score.label}: {label}"
            yield {
                "label": label,
                "theirs": _in_words(field, others),
                "mine": _in_words(field, ours),
            }


def _in_words(field, value):
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value))


class SaveView(ScoringMixin, TemplateView):
    """Saves an unfinished review in between; answers in JSON."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.is_amending:
            return self.refuse(
                "submitted",
                _("A submitted review is not saved automatically; save it yourself."),
            )
        form = self.form(request.POST)
        if not form.is_valid():
            sentences = [s for errors in form.errors.values() for s in errors]
            return self.refuse("invalid", " ".join(sentences))
        try:
            self.save(form)
        except Refused as refused:
            return self.refuse(refused.code, refused.message)
        total = self.total()
        return JsonResponse(
            {
                "version": self.review.version,
                "saved": formats.time_format(timezone.localtime(), "H:i"),
                "total": "" if total is None else formats.number_format(total),
            }
        )

    def refuse(self, code, message):
        return JsonResponse({"code": code, "message": str(message)}, status=409)

    def explain(self):
        return self.refuse(
            "set_aside", _("This proposal is not yours to review any more.")
        )
