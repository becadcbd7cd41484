"""Read models of calls: what screens and verbs ask the database."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, OuterRef, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from ..languages.family import is_translation
from ..members.backends import get_backend
from .enums import CallPhase, PartnerState
from .kinds import registry
from .models import Call, Proposal, ProposalPartner
from .structure import from_page, from_rows


def row_or_404(rows, key, **values):
    """Return the one of ``rows`` whose key a form posted; nonsense is not found."""
    try:
        return get_object_or_404(rows, pk=key, **values)
    except ValidationError as error:
        raise Http404 from error


def call_page_models():
    """Return the concrete page types that are calls, the site's own included."""
    from wagtail.models import get_page_models

    from .pages import CallPageMixin

    return [model for model in get_page_models() if issubclass(model, CallPageMixin)]


def call_pages():
    """Return a queryset of all pages that are calls."""
    return Page.objects.type(*call_page_models())


def with_source_live(calls):
    """Annotate ``source_live`` onto a queryset of calls."""
    return calls.annotate(
        source_live=Exists(
            Page.objects.filter(
                translation_key=OuterRef("pk"),
                locale=OuterRef("source_locale"),
                alias_of__isnull=True,
                live=True,
            )
        )
    )


def source_page_of(call):
    """Return the specific page that fixes the structure of ``call``, or None."""
    return (
        call_pages()
        .filter(
            translation_key=call.pk,
            locale=call.source_locale_id,
            alias_of__isnull=True,
        )
        .specific()
        .first()
    )


def page_for(call, language=None):
    """Return the live page of ``call`` in ``language``, else in its source's.

    ``language`` is a language code, the active one by default; where a variant such as
    "fr-ca" has no words of its own, those of "fr" will do. None where no page is live.
    """
    codes = _codes(language)
    locales = dict(
        Locale.objects.filter(language_code__in=codes).values_list(
            "pk", "language_code"
        )
    )
    if locales.pop(call.source_locale_id, None) != codes[0] and locales:
        pages = call_pages().filter(translation_key=call.pk, locale__in=locales).live()
        best = min(
            pages.specific(),
            key=lambda page: (
                page.alias_of_id is not None,
                codes.index(locales[page.locale_id]),
            ),
            default=None,
        )
        if best:
            return best
    source = call.source_page
    return source if source and source.live else None


def _codes(language):
    """Return the codes of ``language`` (None: the active one), the closest first."""
    language = language or get_language() or ""
    return list(dict.fromkeys([language, language.split("-")[0]]))


def structure_for(call, language=None, *, retired=False):
    """Return what ``call`` asks, in the words of ``language`` where it has them.

    With ``retired``, what is no longer asked comes too.
    """
    structure = from_rows(call, retired=retired)
    if call.source_locale.language_code == _codes(language)[0]:
        return structure
    page = page_for(call, language)
    if page and is_translation(page, call):
        return structure.with_words_of(from_page(page))
    return structure


def structure_for_editors(call):
    """Return what ``call`` asks of editors: the same, but they need no files.

    Members attach files to their answers; editors keep the file it came in.
    """
    structure = structure_for(call)
    questions = tuple(
        replace(question, required=False)
        if registry.get(question.kind).is_file
        else question
        for question in structure.questions
    )
    return replace(structure, questions=questions)


def calls_below(index):
    """Return [(phase, [page, …])] of the public calls below ``index``, open ones first.

    What is open or to be opened by its dates, but offline at its source, is left out.
    """
    pages = call_pages().descendant_of(index).live().public().specific()
    pages = list(
        pages.prefetch_related("alias_of__locale", "alias_of__alias_of__locale")
    )
    keys = call_keys(pages)
    calls = with_source_live(Call.objects.filter(pk__in=set(keys.values())))
    calls = {call.pk: call for call in calls}
    groups = {
        phase: []
        for phase in (
            CallPhase.OPEN,
            CallPhase.UPCOMING,
            CallPhase.IN_REVIEW,
            CallPhase.ANNOUNCED,
            CallPhase.NO_DATES,
        )
    }
    for page in pages:
        call = page.call = calls.get(keys[page.pk])
        phase = call.phase() if call else CallPhase.NO_DATES
        if phase not in (CallPhase.OPEN, CallPhase.UPCOMING) or call.is_live:
            groups[phase].append(page)
    return [(phase, members) for phase, members in groups.items() if members]


def call_keys(pages):
    """Return {pk: call key} of ``pages``. A query for each generation of aliases."""
    known = {page.pk: (page.alias_of_id, page.translation_key) for page in pages}
    fields = ("pk", "alias_of", "translation_key")
    wanted = {page.alias_of_id for page in pages} - {None, *known}
    while wanted:
        rows = Page.objects.filter(pk__in=wanted).values_list(*fields)
        known |= dict.fromkeys(wanted, (None, None))  # deleted this very moment
        known |= {pk: (original, key) for pk, original, key in rows}
        wanted = {original for original, _key in known.values()} - {None, *known}

    def key_of(pk):
        original, key = known[pk]
        return key_of(original) if original else key

    return {page.pk: key_of(page.pk) for page in pages}


def open_calls(user):
    """Return the open calls to which ``user`` may propose, each with its page."""
    backend = get_backend()
    now = timezone.now()
    calls = with_source_live(
        Call.objects.filter(
            opens_at__lte=now, closes_at__gt=now, announced_at__isnull=True
        ).select_related("action_group")
    ).filter(source_live=True)
    organizations = backend.organizations_for(user).prefetch_related("action_groups")
    groups = {None}
    for organization in organizations:
        groups |= {group.pk for group in organization.action_groups.all()}
    return [
        call
        for call in calls
        if call.action_group_id in groups and (call.action_group_id or organizations)
    ]


def member_proposals(user):
    """Return (proposals led, invitations) of the organizations of ``user``."""
    organizations = list(get_backend().organizations_for(user))
    led = (
        Proposal.objects.filter(lead_organization__in=organizations)
        .select_related("call", "lead_organization", "draft__saved_by")
        .prefetch_related("partners__organization")
    )
    invitations = (
        ProposalPartner.objects.filter(organization__in=organizations)
        .exclude(state=PartnerState.REMOVED)
        .select_related("organization", "proposal__call", "proposal__lead_organization")
        .select_related("proposal__draft")
    )
    return list(led), list(invitations)


def local_titles(keys):
    """Return {call key: title} of the calls' live pages in the active language."""
    return dict(local_pages(keys).values_list("translation_key", "title"))


def local_pages(keys):
    """Return a queryset of the live pages of calls in the active language.

    Those in just this variant of it come last, so that theirs is the last word.
    """
    codes = _codes(None)
    rows = call_pages().live().filter(translation_key__in=keys, alias_of__isnull=True)
    return rows.filter(locale__language_code__in=codes).order_by(
        Case(When(locale__language_code=codes[0], then=1), default=0), "pk"
    )


def ignored_on(page):
    """Return the titles of what a translated ``page`` has and its call does not."""
    call = page.call
    if call is None or not is_translation(page, call):
        return []
    source = call.source_page
    if not call.structure_written_at and source is None:
        return []
    here = from_page(page)
    # Before it is published for the first time, it is the source that says what is.
    there = from_rows(call) if call.structure_written_at else from_page(source)
    written = [(text.key, text.title) for text in (*here.outcomes, *here.criteria)]
    written += [(question.key, question.label) for question in here.questions]
    written += [
        (option.key, option.label) for each in here.questions for option in each.options
    ]
    known = {each.key for each in (*there.outcomes, *there.criteria, *there.questions)}
    known |= {option.key for each in there.questions for option in each.options}
    return [title or "–" for key, title in written if key not in known]
