"""The translator's ways, one after the other, and what each leaves alone.

Every way is walked through the views that translators use, for a call that holds
questions with conditions, long criteria and a table; and told as a table of its own.
"""

import json

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from tests.calls import site
from tests.calls.editor import fresh, locale, page_form, publish, trilingual
from tests.kept import kept
from tests.reviews import house
from workshops_plugin.calls.structure import from_page, from_rows
from workshops_plugin.models import Call, CallPage, Proposal, Review, Score

pytestmark = pytest.mark.usefixtures("db", "at_noon")

LONG = "We ask what changed, for whom, and how you know. " * 60
TABLE = {
    "type": "table",
    "id": site.key("table"),
    "value": {
        "data": [["Date", "Step"], ["31 December", "Closing"], ["28 February", "42"]],
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "When what happens",
        "cell": [],
        "mergeCells": [],
    },
}
#: What a way must leave alone.
CONTENTS = (
    "questions",
    "conditions",
    "criteria",
    "table",
    "answers",
    "scores",
    "dates and weights",
    "visibility",
)


@kept
def page(call, union, ana, at_noon):
    """A call with all of it, answered and judged."""
    page = trilingual(call)
    publish(
        page,
        criteria=[
            site.text("criterion", "Standards", LONG),
            site.text("criterion", "Root causes", LONG),
        ],
        body=[
            {
                "type": "section",
                "id": site.key("section"),
                "value": {"heading": "Why", "text": "<p>Because <b>it</b> works.</p>"},
            },
            TABLE,
        ],
    )
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    call = Call.objects.get()
    proposal = site.submitted(call, union, ana)
    house.judged(proposal, at_noon, 4, 3)
    return fresh(page)


def shape_of(page):
    """Return what must be the same in every language, by the name of its content."""
    structure = from_page(page)
    tables = [b.value["data"] for b in page.body if b.block_type == "table"]
    return {
        "questions": [
            (q.key, q.kind, q.required, q.config, [o.key for o in q.options])
            for q in structure.questions
        ],
        "conditions": [(q.key, q.condition, q.criterion) for q in structure.questions],
        "criteria": [(t.key, len(t.description)) for t in structure.criteria],
        "table": [
            [[cell.isdigit() or bool(cell) for cell in row] for row in data]
            for data in tables
        ],
    }


def facts():
    """Return what no way may touch, by the name of its content."""
    call = Call.objects.get()
    return {
        "answers": list(Proposal.objects.values_list("pk", "answers", "version")),
        "scores": [
            list(Score.objects.order_by("pk").values_list("criterion", "value")),
            list(Review.objects.values_list("pk", "state", "version")),
        ],
        "dates and weights": [
            (call.opens_at, call.closes_at, call.rubric_frozen_at, call.source_locale),
            list(call.criteria.order_by("order").values_list("block_id", "weight")),
            from_rows(call),
        ],
        # It is for those who are signed in, in every language.
        "visibility": list(CallPage.objects.public()),
    }


class Translator:
    """Somebody who translates pages in the admin, and nothing else."""

    def __init__(self, client, page):
        self.client, self.page = client, page
        self.user = site.make_user("translator@x.example", is_superuser=True)
        client.force_login(self.user)

    def post(self, name, *args, data=None):
        url = reverse(f"wagtail_localize:{name}", args=args)
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self.client.post(url, data or {})
        assert response.status_code in (200, 201, 302), response.content
        return response

    def submit(self, code="fr"):
        self.post(
            "submit_page_translation",
            self.page.pk,
            data={"locales": [locale(code).pk]},
        )
        return self.job(code)

    def job(self, code="fr"):
        return Translation.objects.get(target_locale=locale(code))

    def translation(self, code="fr"):
        found = self.page.get_translation_or_none(locale(code))
        return found and fresh(found)

    def segments(self):
        return StringSegment.objects.filter(source=self.job().source)

    def write(self, segment, words):
        url = reverse(
            "wagtail_localize:edit_string_translation",
            args=[self.job().pk, segment.pk],
        )
        response = self.client.put(
            url, f"value={words}", content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code in (200, 201), response.content

    def save(self, action=""):
        url = reverse("wagtailadmin_pages:edit", args=[self.translation().pk])
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self.client.post(url, {"action": action})
        assert response.status_code == 302
        return self.translation()


@pytest.fixture
def translator(client, page, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    return Translator(client, page)


# The ways. Each returns the French page and says whether its words are French.


def submitted(translator):
    translator.submit()
    return translator.translation(), False


def side_by_side(translator):
    translator.submit()
    for segment in translator.segments():
        translator.write(segment, f"FR {segment.pk}")
    return translator.save("publish"), True


def po_file(translator):
    job = translator.submit()
    url = reverse("wagtail_localize:download_pofile", args=[job.pk])
    po = polib.pofile(translator.client.get(url).content.decode())
    for number, entry in enumerate(po):
        entry.msgstr = f"FR {number}"
    file = SimpleUploadedFile("fr.po", str(po).encode(), "text/x-gettext-translation")
    translator.post("upload_pofile", job.pk, data={"file": file})
    return translator.save("publish"), True


def machine(translator):
    job = translator.submit()
    translator.post("machine_translate", job.pk)
    return translator.save("publish"), True


def saved(translator):
    machine(translator)
    segment = translator.segments().get(string__data="Approach")
    translator.write(segment, "Démarche")
    page = translator.save()
    assert from_page(page).question(site.key("approach")).label != "Démarche"
    return page, True


def previewed(translator):
    job = translator.submit()
    translator.post("machine_translate", job.pk)
    for mode in ([], ["form"], ["confirmation"]):
        url = reverse("wagtail_localize:preview_translation", args=[job.pk, *mode])
        assert translator.client.get(url).status_code == 200
    assert not translator.translation().live
    return translator.translation(), False


def source_changed(translator):
    page, _translated = machine(translator)
    publish(translator.page, lead="Other words.")
    return page, True


def updated(translator):
    source_changed(translator)
    source = TranslationSource.objects.get()
    data = {"publish_translations": "on", "use_machine_translation": "on"}
    translator.post("update_translations", source.pk, data=data)
    page = translator.translation()
    assert page.lead == "words. Other"
    return page, True


def stopped(translator):
    machine(translator)
    translator.post("stop_translation", translator.job().pk)
    page = translator.translation()
    changed = [
        {**block, "value": {**block["value"], "label": "Autre"}}
        for block in page.questions.raw_data
    ]
    form = page_form(page, questions=changed, user=translator.user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = translator.client.post(url, {**form.data.dict(), "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = translator.translation()
    assert {q.label for q in from_page(page).questions} == {"Autre"}
    return page, True


def alias_converted(translator):
    alias = translator.page.copy_for_translation(locale("fr"), alias=True)
    translator.submit()
    translator.post("machine_translate", translator.job().pk)
    page = translator.save("publish")
    assert (page.pk, page.alias_of_id) == (alias.pk, None)
    return page, True


def alias_again(translator):
    page, _translated = machine(translator)
    translator.post("convert_to_alias", page.pk)
    page = translator.translation()
    assert page.alias_of_id == translator.page.pk
    return page, False


WAYS = [
    submitted,
    side_by_side,
    po_file,
    machine,
    saved,
    previewed,
    source_changed,
    updated,
    stopped,
    alias_converted,
    alias_again,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_leaves_alone_what_is_no_word(translator, page, way, record_property):
    shape, before = shape_of(page), facts()
    found, translated = way(translator)
    there, after = shape_of(found), facts()
    if translated or found.alias_of_id:
        # A text may be longer in another language; that it is there is what counts.
        shape["criteria"] = [(key, bool(n)) for key, n in shape["criteria"]]
        there["criteria"] = [(key, bool(n)) for key, n in there["criteria"]]
    stayed = {
        **{name: there[name] == shape[name] for name in shape},
        **{name: after[name] == before[name] for name in before},
    }
    assert set(stayed) == set(CONTENTS)
    cells = ", ".join(f"{name} {'kept' if stayed[name] else 'LOST'}" for name in stayed)
    record_property("translator", f"{way.__name__.replace('_', ' ')}: {cells}")
    assert stayed == dict.fromkeys(CONTENTS, True)
    assert (from_page(found) == from_page(fresh(page))) is not translated


# What a translator sees.


def test_every_cell_with_words_is_translated_and_no_number_is(translator, page):
    translator.submit()
    texts = {segment.string.data for segment in translator.segments()}
    assert {"Date", "Step", "31 December", "Closing", "When what happens"} <= texts
    assert "42" not in texts
    found, _translated = machine(translator)
    (table,) = [b.value for b in found.body if b.block_type == "table"]
    assert table["data"][2] == ["February 28", "42"]
    assert table["table_caption"] == "happens what When"
    text = translator.client.get(found.get_url()).content.decode()
    assert "<caption>happens what When</caption>" in text


def test_rows_that_move_stay_translated(translator, page):
    machine(translator)
    value = {**TABLE["value"], "data": [TABLE["value"]["data"][n] for n in (0, 2, 1)]}
    publish(page, body=[{**TABLE, "value": value}])
    TranslationSource.update_or_create_from_instance(fresh(page))
    total, translated = translator.job().get_progress()
    assert total == translated


def test_no_machine_code_is_offered(translator, page):
    translator.submit()
    texts = StringSegment.objects.values_list("string__data", flat=True)
    overridable = OverridableSegment.objects.values_list("data_json", flat=True)
    shown = " ".join([*texts, *overridable])
    for name in ("recorded", "Root causes", "format/Panel"):
        assert site.key(name) not in shown


def test_texts_stand_in_the_order_of_the_page_under_names_that_say_where(
    translator, page
):
    translator.submit()
    url = reverse("wagtailadmin_pages:edit", args=[translator.translation().pk])
    props = translator.client.get(url).context["props"]
    segments = json.loads(props)["segments"]
    names = [
        " › ".join(filter(None, (s["location"]["field"], s["location"]["subField"])))
        for s in segments
        if s["type"] == "string"
    ]
    assert names[:2] == ["Title", "Slug"] or "Title" in names
    for wanted in ("Criterion › Title", "Criterion › Description", "Section › Heading"):
        assert wanted in names
    assert not [name for name in names if "_" in name]
    first = [name.split(" › ")[0] for name in names]
    order = list(dict.fromkeys(first))
    assert order.index("Lead") < order.index("Criterion")
