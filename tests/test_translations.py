"""French and Spanish say the same as English, in the words of the partnership."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import ngettext, pgettext

from workshops_plugin.calls.enums import Focus, ProposalStatus
from workshops_plugin.members.enums import MembershipRole, OrganizationKind

LOCALE = Path(__file__).resolve().parent.parent / "workshops_plugin" / "locale"
LANGUAGES = ("fr", "es")
NO_BREAK = "\u00a0"
LETTER = re.compile(r"[^\W\d_]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")

# What reads alike in English and in the other language.
SAME = {
    "fr": {
        "Actions",
        "Contact",
        "Date",
        "Dates",
        "Description",
        "Dimension",
        "Importance",
        "Introduction",
        "Minutes",
        "Option",
        "Options",
        "Pages",
        "Phase",
        "Photo",
        "Public",
        "Question",
        "Section",
        "Suggestion",
        "Total",
        "Version %(number)s",
        "Versions",
        "%(minutes)s minute",
        "%(minutes)s minutes",
        "Cause",
        "Message",
        "Message (%(language)s)",
        "Messages",
        "%(count)d minute",
        "%(count)d minutes",
        "<strong>%(count)s</strong> message",
        "<strong>%(count)s</strong> messages",
        "cause",
        "contact",
        "description",
        "important",
        "introduction",
        "logo",
        "minutes",
        "option",
        "options",
        "photo",
        "question",
        "questions",
        "source",
    },
    "es": {
        "%(minutes)d min: %(title)s",
        "No",
        "Total",
        "material",
        "no",
    },
}

# An English word of the design, and the one that stands for it.
WORDS = [
    ("child labour", "travail des enfants", "trabajo infantil"),
    ("forced labour", "travail forcé", "trabajo forzoso"),
    ("human trafficking", "traite des êtres humains", "trata de personas"),
    ("supply chains", "chaînes d’approvisionnement", "cadenas de suministro"),
    ("calls? for proposals", "appels? à propositions", "convocatorias? de propuestas"),
    ("lead organization", "organisation chef de file", "organización principal"),
    ("pathfinder countr(y|ies)", "pays pionniers?", "pa(ís|íses) pioneros?"),
    ("action groups?", "groupes? d’action", "grupos? de acción"),
    ("secretariat", "secrétariat", "secretaría"),
    ("focal points?", "points? foca(l|ux)", "puntos? foca(l|les)"),
    ("employers’ organization", "organisation d’employeurs", "de empleadores"),
    ("workers’ organization", "organisation de travailleurs", "de trabajadores"),
    ("(no|your|this|untitled) drafts?", "brouillons?", "borrador(es)?"),
    ("webinars?", "webinaires?", "seminarios? web"),
    ("time zone", "fuseau horaire", "zona horaria"),
    ("criteri(on|a)", "critères?", "criterios?"),
    ("outcomes?", "résultats?", "(resultados?|ellos)"),
    ("reviewers?", "évaluateurs?", "evaluador(es)?"),
    ("conflicts? of interest", "conflits? d’intérêts", "conflictos? de intereses"),
    ("rationale", "justification", "justificación"),
    ("ranking", "classement", "clasificación"),
    ("reserves?", "réserve", "reserva"),
    ("seal(s|ed)?", "(sceau|scell)", "sell"),
    ("blind review", "évaluation à l’aveugle", "evaluación anónima"),
    ("merit", "mérite", "mérito"),
    ("interpretation", "interprétation", "interpretación"),
    ("withdrawn", "retirée?", "retirad[oa]|se ha retirado|retirar"),
    ("members-only", "réservée?s? aux membres", "para miembros"),
    ("reason:?", "motif", "motivo"),
]


def pairs(language):
    """Return (English, translation) for every form of every translated message."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    found = []
    for entry in polib.pofile(str(path)):
        if entry.msgid_plural:
            found.append((entry.msgid, entry.msgstr_plural[0]))
            found.append((entry.msgid_plural, entry.msgstr_plural[1]))
        else:
            found.append((entry.msgid, entry.msgstr))
    return [(english, words) for english, words in found if words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language):
    wrong = [
        (english, words)
        for english, words in pairs(language)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(words))
    ]
    assert wrong == []


def test_placeholders_agree_in_arabic():
    """Forms for none, one and two may do without the number."""
    wrong = []
    for entry in polib.pofile(str(LOCALE / "ar" / "LC_MESSAGES" / "django.po")):
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        found = [sorted(PLACEHOLDER.findall(form)) for form in forms]
        if forms[-1] and (
            found[-1] != wanted or any(set(f) - set(wanted) for f in found)
        ):
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_words_that_are_alike_in_both_languages_stay_as_they_are(language):
    alike = {
        english
        for english, words in pairs(language)
        if english == words and LETTER.search(PLACEHOLDER.sub("", english))
    }
    assert alike == SAME[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_the_words_of_the_design_are_translated_alike(language, words):
    english = re.compile(rf"\b{words[0]}(?!\w)", re.IGNORECASE)
    expected = re.compile(words[1 + LANGUAGES.index(language)], re.IGNORECASE)
    strayed = [
        (text, translated)
        for text, translated in pairs(language)
        if english.search(PLACEHOLDER.sub("", text)) and not expected.search(translated)
    ]
    assert strayed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_and_end_of_a_sentence_are_kept(language):
    def shape(text):
        lead = text[: len(text) - len(text.lstrip())]
        tail = text[len(text.rstrip()) :]
        return lead, tail, text.rstrip().endswith((".", ".)"))

    changed = [
        (english, words)
        for english, words in pairs(language)
        if shape(english) != shape(words)
    ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_capitals_stay_where_they_were(language):
    """Names of fields and models are in lower case, as Django has them."""

    def first(text):
        return text.lstrip("¿¡«“" + NO_BREAK)[0]

    changed = [
        (english, words)
        for english, words in pairs(language)
        if first(english).isalpha() and first(words).isalpha()
        if first(english).isupper() != first(words).isupper()
    ]
    assert changed == []


def test_french_keeps_its_marks_on_the_line():
    loose = re.compile(rf"(?<!{NO_BREAK})[:;?!»](?!//)|«(?!{NO_BREAK})")
    assert [words for _english, words in pairs("fr") if loose.search(words)] == []


def test_spanish_opens_what_it_closes():
    wrong = [
        words
        for _english, words in pairs("es")
        if words.count("?") != words.count("¿")
        or words.count("!") != words.count("¡")
        or words.count("«") != words.count("»")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_and_apostrophes_are_those_of_print(language):
    wrong = [
        words for _english, words in pairs(language) if re.search("[“”\"']", words)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_addressed_formally(language):
    familiar = {
        "fr": r"\b(tu|toi|ton|ta|tes|te)\b",
        "es": r"\b(tú|ti|tus?|contigo|vosotros|puedes|tienes|quieres)\b",
    }[language]
    wrong = [w for _en, w in pairs(language) if re.search(familiar, w, re.IGNORECASE)]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "numbers", "words"),
    [
        ("en", (0, 1, 2), ["Import 0 rows", "Import 1 row", "Import 2 rows"]),
        (
            "fr",
            (0, 1, 2),
            ["Importer 0 ligne", "Importer 1 ligne", "Importer 2 lignes"],
        ),
        ("es", (0, 1, 2), ["Importar 0 filas", "Importar 1 fila", "Importar 2 filas"]),
        ("fr", (1_000_000,), ["Importer 1000000 lignes"]),
        ("es", (1_000_000,), ["Importar 1000000 filas"]),
    ],
)
def test_plurals_work_beside_django_s_own_catalogs(language, numbers, words):
    """Django's catalogs for French and Spanish know three forms, ours two."""
    with translation.override(language):
        said = [
            ngettext("Import %(count)d row", "Import %(count)d rows", number)
            % {"count": number}
            for number in numbers
        ]
    assert said == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Travail des enfants", "Soumise", "Point focal", "Société civile"]),
        ("es", ["Trabajo infantil", "Presentada", "Punto focal", "Sociedad civil"]),
    ],
)
def test_what_wagtail_says_otherwise_keeps_our_words(language, words):
    """Wagtail's “Focal point” is a part of an image, its “Submitted” no proposal."""
    labels = [
        Focus.CHILD_LABOUR.label,
        ProposalStatus.SUBMITTED.label,
        MembershipRole.FOCAL_POINT.label,
        OrganizationKind.CIVIL_SOCIETY.label,
    ]
    with translation.override(language):
        assert [str(label) for label in labels] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Date", "Numéro", "chef de file", "Soumise", "Brouillon"]),
        ("es", ["Fecha", "Número", "principal", "Presentada", "Borrador"]),
    ],
)
def test_what_english_spells_alike_is_told_apart(language, words):
    """“When” also heads a section, “Number” is a kind of question, “lead” a text."""
    meant = [
        ("event", "When"),
        ("reviewer", "Number"),
        ("organization", "lead"),
        ("review", "Submitted"),
        ("letter", "Draft"),
    ]
    with translation.override(language):
        assert [pgettext(*each) for each in meant] == words
