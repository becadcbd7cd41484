"""The board on which a series is put together."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from ...calls.public_views.base import posted_number
from ...calls.queries import row_or_404
from ...errors import Refused
from ...screens import AdminView, PostedMixin, VerbFormView
from ..actions import place, set_wishes, settle, swap, take_over
from ..board import Board
from ..enums import Place
from ..forms import RationalesForm, WishesForm
from ..models import Series
from ..proposing import Suggested, proposed_lines
from ..rules import DECIDER, READER, is_editable
from ..series_history import events_of
from .base import DECISIONS, ReadMixin, tell_decided

PER_PAGE = 50
#: So many changes by others are told one by one.
TOLD = 5


class BoardMixin(ReadMixin):
    """A page about the series of a call."""

    header_icon = "grip"

    @cached_property
    def board(self):
        return Board(self.call, self.request.user)

    def may_change(self):
        return self.request.user.has_perm(DECIDER) and is_editable(self.call)

    def board_url(self):
        return reverse("workshops_reviews:board", args=[self.call.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            board=self.board, may_change=self.may_change(), **kwargs
        )


class ChangeMixin(BoardMixin):
    """Below the board, for whoever may decide."""

    permission_policy = DECISIONS
    any_permission_required = ["add"]

    def user_has_any_permission(self, permissions):
        # What changes the board shows it.
        return super().user_has_any_permission(
            permissions
        ) and self.request.user.has_perm(READER)

    def get(self, request, *args, **kwargs):
        if not is_editable(self.call):
            messages.error(request, _("The results have been announced."))
            return redirect(self.board_url())
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [*super().crumbs(), (_("Board"), self.board_url())]

    def back(self):
        return self.board_url()

    def proposal(self, key):
        """Return the proposal of the call with ``key``, or answer 404; no draft."""
        return row_or_404(self.call.proposals.exclude(reference=None), key)


class BoardView(BoardMixin, AdminView):
    template_name = "workshops_plugin/admin/reviews/board.html"
    page_title = gettext_lazy("Board")


class SeriesHistoryView(BoardMixin, AdminView):
    template_name = "workshops_plugin/admin/reviews/series_history.html"
    page_title = gettext_lazy("History of the series")
    header_icon = "history"

    def crumbs(self):
        return [*super().crumbs(), (_("Board"), self.board_url())]

    def get_context_data(self, **kwargs):
        page = WagtailPaginator(events_of(self.call), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        number = page.number
        return super().get_context_data(
            events=page,
            elided_page_range=page.paginator.get_elided_page_range(number),
            **kwargs,
        )


class PlaceView(PostedMixin, ChangeMixin, AdminView):
    """Puts one proposal where a button, or whoever drags it, says.

    Answers a script with the board as it is then, everybody else with a redirect.
    """

    page = "workshops_reviews:board"

    def post(self, request, *args, **kwargs):
        before = Series.objects.filter(call=self.call).values_list("version", flat=True)
        stands = before.first() or 0
        refusal, swap_url = self.carry_out()
        meanwhile = self.meanwhile(stands)
        if request.headers.get("X-Requested-With") != "fetch":
            if meanwhile:
                messages.info(request, " ".join(meanwhile))
            if refusal:
                ways = [messages.button(swap_url, _("Swap…"))] if swap_url else None
                messages.error(request, refusal, buttons=ways)
            return redirect(self.board_url())
        html = render_to_string(
            "workshops_plugin/admin/reviews/_board.html",
            self.get_context_data(meanwhile=meanwhile),
            request=request,
        )
        return JsonResponse(
            {
                "board": html,
                "meanwhile": meanwhile,
                "refusal": refusal,
                "swap": swap_url,
            }
        )

    def carry_out(self):
        """Return why it was refused, or "", and the address where it may swap."""
        where, _colon, key = self.request.POST.get("move", "").partition(":")
        if where not in (*Place.values, "up", "down"):
            return _("This is no move on the board. Load the page again."), ""
        try:
            proposal = self.proposal(key)
            before = self.request.POST.get("before")
            before = self.proposal(before) if before else None
            if where in ("up", "down"):
                where, before = self.step(proposal, where)
            place(proposal, where, by=self.request.user, before=before)
        except Refused as refused:
            if refused.code == "full":
                keys = [self.call.pk, proposal.pk]
                return refused.message, reverse("workshops_reviews:swap", args=keys)
            return refused.message, ""
        return "", ""

    def meanwhile(self, stands):
        """Tell in sentences what others moved until the version that ``stands``."""
        seen = posted_number(self.request, "version")
        if seen is None or seen >= stands:
            return []
        found = [
            _("%(person)s, meanwhile: %(what)s")
            % {
                "person": event.person,
                "what": "; ".join(each.rstrip(".") for each in event.sentences),
            }
            for event in events_of(self.call, after=seen, until=stands)
        ]
        if len(found) > TOLD:
            return [
                _("The series has changed a lot since you looked. See its history.")
            ]
        return found[::-1]

    def step(self, proposal, direction):
        """Return (place, proposal to stand before) of one step up or down."""
        board = Board(self.call, self.request.user)
        key = str(proposal.pk)
        where = board.place_of(key)
        keys = board.reserve if where == Place.RESERVE else board.chosen
        if key not in keys:
            raise Refused(_("It is in the pool, which has no order of yours."))
        at = keys.index(key)
        others = [other for other in keys if other != key]
        at = max(0, at - 1) if direction == "up" else at + 1
        before = others[at] if at < len(others) else None
        return where, before and self.proposal(before)


class SwapView(ChangeMixin, AdminView):
    """What it would cost and bring to put one proposal in the place of another."""

    template_name = "workshops_plugin/admin/reviews/swap.html"
    page_title = gettext_lazy("Swap")

    @cached_property
    def enters(self):
        return self.proposal(self.kwargs["proposal"])

    def get_context_data(self, **kwargs):
        board, key = self.board, str(self.enters.pk)
        options = [
            (card, board.words([key if k == out else k for k in board.chosen]))
            for out in board.chosen
            if self.may_enter() and not (card := board.cards[out]).must
        ]
        return super().get_context_data(enters=self.enters, options=options, **kwargs)

    def may_enter(self):
        """Tell whether it takes part, is not in the series yet, and may be."""
        card = self.board.cards.get(str(self.enters.pk))
        if card is None or card.line.hidden or card.must_not:
            return False
        return card.place != Place.SERIES

    def post(self, request, *args, **kwargs):
        if not (key := request.POST.get("leaves")):
            messages.error(request, _("Choose in whose place it is to be."))
            return redirect(request.path)
        leaves = self.proposal(key)
        done = _("%(enters)s has taken the place of %(leaves)s.") % {
            "enters": self.enters,
            "leaves": leaves,
        }
        self.try_to(swap, self.enters, leaves, success=done)
        return redirect(self.board_url())


class WishesView(ChangeMixin, VerbFormView):
    template_name = "workshops_plugin/admin/reviews/wishes.html"
    page_title = gettext_lazy("Wishes for the series")
    success = gettext_lazy("The wishes are saved.")
    submit_label = gettext_lazy("Save the wishes")

    def get_form(self, data=None):
        return WishesForm(data, board=self.board)

    def carry_out(self, form):
        set_wishes(
            self.call,
            form.wishes(),
            by=self.request.user,
            version=form.cleaned_data["version"],
            publish=form.cleaned_data["publish"],
            reason=form.cleaned_data["reason"],
        )


class SuggestView(ChangeMixin, AdminView):
    """The best set by the wishes, beside what is in the series now."""

    template_name = "workshops_plugin/admin/reviews/suggest.html"
    page_title = gettext_lazy("Suggestion")

    @cached_property
    def suggested(self):
        return Suggested(self.board)

    def get_context_data(self, **kwargs):
        key = self.request.GET.get("why", "")
        return super().get_context_data(
            suggested=self.suggested,
            asked=self.board.cards.get(key),
            why=self.suggested.why(key) if key in self.board.cards else None,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        keys = request.POST.getlist("proposals")
        found = self.suggested.found
        if found is None or list(found.chosen) != keys:
            problem = _("The suggestion has changed since you looked. Look again.")
            messages.error(request, self.suggested.problem or problem)
            return redirect(request.path)
        self.try_to(
            take_over,
            self.call,
            keys,
            version=posted_number(request, "version"),
            success=_("The suggestion is the series now."),
        )
        return redirect(self.board_url())


class SettleView(ChangeMixin, AdminView):
    """Decides by the board, with a rationale where the ranking is departed from."""

    template_name = "workshops_plugin/admin/reviews/settle.html"
    page_title = gettext_lazy("Decide by the board")

    def get_context_data(self, **kwargs):
        lines = proposed_lines(self.board)
        form = kwargs.get("form")
        for line in lines if form else ():
            said = form.said(line.key)
            line.rationale = line.rationale if said is None else said
            line.errors = form.errors.get(str(line.key), ())
        return super().get_context_data(lines=lines, **kwargs)

    def post(self, request, *args, **kwargs):
        rows = self.board.ranking.rows
        form = RationalesForm(request.POST, keys=[row.proposal.pk for row in rows])
        refusal = ""
        if form.is_valid():
            try:
                made = settle(
                    self.call,
                    by=request.user,
                    version=posted_number(request, "version"),
                    fingerprint=request.POST.get("fingerprint"),
                    rationales=form.rationales(),
                )
            except Refused as refused:
                refusal = refused.message
            else:
                tell_decided(request, made)
                return redirect("workshops_reviews:ranking", self.call.pk)
        context = self.get_context_data(refusal=refusal, form=form)
        return self.render_to_response(context)
