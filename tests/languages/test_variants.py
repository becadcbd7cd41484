"""One pool for all languages, whatever has become of their pages."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import Translation

from tests.calls import site
from tests.calls.editor import FRENCH, fresh, locale, publish, translate, trilingual
from tests.kept import kept
from workshops_plugin.calls import actions
from workshops_plugin.calls.structure import from_rows
from workshops_plugin.errors import Refused
from workshops_plugin.models import Call, Proposal

pytestmark = pytest.mark.usefixtures("db", "at_noon")


@kept
def page(call):
    return trilingual(call)


# The variants, in the order in which a page may go through them.


def source(page):
    return page, "en"


def translated(page):
    return translate(page, "fr", FRENCH), "fr"


def alias(page):
    return fresh(page.copy_for_translation(locale("es"), alias=True)), "es"


def stale(page):
    """The source asks one thing more, and another differently."""
    more = site.question("short_text", "more", required=False)
    changed = [
        {**each, "value": {**each["value"], "label": "How?"}}
        if each["id"] == site.key("method")
        else each
        for each in site.ALL_KINDS
    ]
    first, second, third, *rest = changed
    publish(page, questions=[more, first, third, second, *rest])
    return fresh(page.get_translation(locale("fr"))), "fr"


def by_hand(page):
    """Somebody stops the translation, and edits it: fewer blocks, another first."""
    Translation.objects.update(enabled=False)
    french = fresh(page.get_translation(locale("fr")))
    kept_ones = list(french.questions.raw_data)[3:8][::-1]
    extra = site.question("short_text", "extra", label="En plus")
    return publish(french, questions=[extra, *kept_ones]), "fr"


def converted(page):
    return translate(page, "es", {"Approach": "Enfoque"}), "es"


VARIANTS = [source, translated, alias, stale, by_hand, converted]


def propose(client, organization, code, number, **data):
    """Propose in the language ``code``; return the proposal and the last answer."""
    call = Call.objects.get()
    with translation.override(code):
        start = reverse("workshops:propose", args=[call.pk])
    edit = client.post(start, {"organization": organization.pk}).url
    data = {**site.complete(title=f"Proposal {number}"), **data}
    response = client.post(edit, {**data, "version": 1, "action": "review"})
    if response.status_code == 302:
        response = client.post(response.url, {"version": 2})
    key = edit.rstrip("/").split("/")[-2]
    return Proposal.objects.get(pk=key), response


def check(client, page, union, ana, count):
    client.force_login(ana)
    proposals = {}
    for variant in VARIANTS:
        shown, code = variant(page)
        assert shown.live
        for number in range(count // len(VARIANTS) + 1):
            found, response = propose(client, union, code, number)
            assert (found.status, response.status_code) == ("submitted", 302)
            proposals.setdefault(variant.__name__, []).append(found)
        wanting = {site.answer("approach"): ""}
        refused, _response = propose(client, union, code, "x", **wanting)
        assert refused.status == "draft"
    return proposals


def check_pool(client, proposals):
    """One pool, identical keys, equal columns."""
    found = [proposal for several in proposals.values() for proposal in several]
    assert {proposal.call_id for proposal in found} == {Call.objects.get().pk}
    stored = [
        {key: answer["value"] for key, answer in proposal.answers.items()}
        for proposal in found
    ]
    assert all(answers == stored[0] for answers in stored)
    client.force_login(site.make_editor())
    url = reverse("workshops_proposals:index")
    response = client.get(f"{url}?call={found[0].call_id}&status=submitted&export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(found)
    labels = [
        q.label for q in from_rows(found[0].call).questions if q.kind != "section"
    ]
    for label in labels:
        assert len({row[label] for row in rows}) == 1, label
    assert not {"Approche", "Enfoque", "En plus"} & rows[0].keys()


def check_closing(client, page, union, ana, at_noon):
    """To the second, in every language."""
    call = Call.objects.get()
    client.force_login(ana)
    left_open = [propose(client, union, code, "late")[0] for code in ("en", "fr", "es")]
    drafts = Proposal.objects.filter(status="draft")
    before = Proposal.objects.filter(status="submitted").count()
    at_noon.move_to(call.closes_at)
    for draft in drafts:
        with pytest.raises(Refused):
            actions.submit(draft, by=ana, version=draft.version)
    for code in ("en", "fr", "es"):
        with translation.override(code):
            start = reverse("workshops:propose", args=[call.pk])
        client.post(start, {"organization": union.pk})
    assert Proposal.objects.filter(status="submitted").count() == before
    assert all(proposal.status == "submitted" for proposal in left_open)
    for shown in page.get_translations(inclusive=True).live():
        assert b"/propose/" not in client.get(shown.specific.get_url()).content


def test_a_dozen_through_every_variant(client, page, union, ana, at_noon):
    proposals = check(client, page, union, ana, 6)
    check_pool(client, proposals)
    check_closing(client, page, union, ana, at_noon)


@pytest.mark.slow
def test_two_hundred_through_every_variant(client, page, union, ana, at_noon):
    proposals = check(client, page, union, ana, 200)
    assert sum(map(len, proposals.values())) >= 200
    check_pool(client, proposals)
    check_closing(client, page, union, ana, at_noon)
