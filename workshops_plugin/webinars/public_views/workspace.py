"""The hosts' workspace: what is to be done, how far it is, and handing it in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ...calls.public_views.base import MemberView
from ...calls.queries import row_or_404
from ...members.backends import get_backend
from ..actions import (
    add_comment,
    finish_duty,
    resolve_comment,
    submit_preparation,
    take_back,
)
from ..actions.approving import NEEDED
from ..branding import branding_of
from ..checklist import checklist, current, with_checklist
from ..enums import PreparationState, Section, WebinarPhase
from ..models import SectionComment, Webinar
from ..preparation import preparation_of
from ..queries import page_for, pages_for
from ..rules import is_locked, is_secretariat, may_prepare

#: How long the list of one's webinars goes back.
SHOWN = 100


class MyWebinarsView(MemberView):
    """Every webinar that somebody's organizations hold, with what is next."""

    template_name = "workshops_plugin/webinars/prepare/mine.html"

    def get_context_data(self, **kwargs):
        mine = get_backend().organizations_for(self.request.user)
        rows = Webinar.objects.filter(hosts__organization__in=mine.values("pk"))
        rows = with_checklist(rows.distinct().select_related("source_locale"))
        webinars = list(rows.order_by("-starts_at", "-created_at")[:SHOWN])
        pages = pages_for(webinars, self.request.LANGUAGE_CODE)
        return super().get_context_data(
            cards=[self.card(webinar, pages) for webinar in webinars],
            acts_for_somebody=bool(webinars) or mine.exists(),
            **kwargs,
        )

    def card(self, webinar, pages):
        phase = webinar.phase()
        items = current(checklist(webinar), phase)
        waiting = [item for item in items if item.open and item.owner == "host"]
        return {
            "webinar": webinar,
            "page": pages.get(webinar.pk),
            "phase": phase,
            "state": preparation_of(webinar).get_state_display(),
            "done": sum(not item.open for item in items),
            "total": len(items),
            "next": waiting[0] if waiting else None,
        }


class PrepareMixin:
    """Finds the webinar for somebody who works on it; there is none for others."""

    @cached_property
    def webinar(self):
        rows = with_checklist(Webinar.objects.select_related("source_locale"))
        webinar = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not may_prepare(self.request.user, webinar):
            raise Http404
        return webinar

    #: Whether hosts wait here while the Secretariat reads.
    waits_for_approval = True

    @cached_property
    def items(self):
        items = checklist(self.webinar)
        return current(items, self.webinar.phase())

    def address(self, section=""):
        if section:
            return reverse("workshops:prepare_section", args=[self.webinar.pk, section])
        return reverse("workshops:prepare", args=[self.webinar.pk])

    def parts(self):
        """Return the sections to show, each with its state and its open comments."""
        over = self.webinar.phase() == WebinarPhase.ENDED
        comments = list(
            self.webinar.comments.filter(resolved_at=None).values_list(
                "section", flat=True
            )
        )
        return [
            {
                "section": section,
                "url": self.address(section),
                "complete": self.is_complete(section),
                "comments": comments.count(section),
            }
            for section in Section
            if over or section != Section.AFTERWARDS
        ]

    def is_complete(self, section):
        mine = [item for item in self.items if item.section == section]
        return bool(mine) and not any(item.open for item in mine)

    def get_context_data(self, **kwargs):
        webinar, user = self.webinar, self.request.user
        preparation = preparation_of(webinar)
        waiting = [item for item in self.items if item.open and item.owner == "host"]
        page = page_for(webinar, self.request.LANGUAGE_CODE)
        return super().get_context_data(
            webinar=webinar,
            shown_title=page.title if page else webinar.title,
            preparation=preparation,
            phase=webinar.phase(),
            page=page,
            parts=self.parts(),
            items=self.items,
            done=sum(not item.open for item in self.items),
            next=waiting[0] if waiting else None,
            locked=self.waits_for_approval and is_locked(preparation, user),
            secretariat=is_secretariat(user),
            **kwargs,
        )


class PrepareView(PrepareMixin, MemberView):
    """Where the preparation stands; hands it in, ticks duties, takes comments."""

    template_name = "workshops_plugin/webinars/prepare/overview.html"

    def get_context_data(self, **kwargs):
        state = preparation_of(self.webinar).state
        missing = [item for item in self.items if item.key in NEEDED and item.open]
        open_state = state in (PreparationState.OPEN, PreparationState.CHANGES)
        return super().get_context_data(
            attending=self.webinar.attendances.count(),
            missing=missing,
            may_submit=open_state and not missing,
            is_open=open_state,
            branding=branding_of(self.request),
            comments=self.webinar.comments.filter(resolved_at=None),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        action, _colon, key = request.POST.get("action", "").partition(":")
        if action == "submit":
            self.try_to(
                submit_preparation,
                self.webinar,
                success=_("It is submitted. The Secretariat reads it now."),
            )
        elif action == "take_back":
            self.try_to(
                take_back, self.webinar, success=_("You can go on writing now.")
            )
        elif action in ("done", "undone"):
            done = action == "done"
            self.try_to(finish_duty, self.webinar, key, done=done)
        return redirect(self.address())


class CommentView(PrepareMixin, MemberView):
    """Adds a comment to a section, or marks one as dealt with."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        section = self.kwargs["section"]
        if section not in Section.values:
            raise Http404
        if key := request.POST.get("resolve"):
            rows = SectionComment.objects.select_related("webinar")
            comment = row_or_404(rows, key, webinar=self.webinar)
            self.try_to(resolve_comment, comment)
        else:
            text = request.POST.get("text", "")
            self.try_to(add_comment, self.webinar, section, text)
        return redirect(f"{self.address(section)}#comments")


class BrandingView(PrepareMixin, MemberView):
    """The look of the series: what hosts download, and how to use it."""

    template_name = "workshops_plugin/webinars/prepare/branding.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(branding=branding_of(self.request), **kwargs)


def say_saved(request):
    messages.success(request, _("Saved."))
