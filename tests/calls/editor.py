"""What editors do to pages: publish, translate, copy, and fill in the page's form."""

import json

from django.apps import apps
from django.http import QueryDict
from django.test import TestCase
from wagtail import blocks
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail.test.utils.form_data import rich_text

from workshops_plugin.calls.actions import sync_calls
from workshops_plugin.models import CallPage

from . import site

#: Every word of ``make_page()`` that a reader sees, with its French.
FRENCH = {
    "Supply Chain Workshops": "Ateliers sur les chaînes",
    "supply-chain-workshops": "ateliers",
    "Share what you learned.": "Partagez vos leçons.",
    "Research": "Recherche",
    "Policy": "Politiques",
    "Standards": "Normes",
    "Root causes": "Causes profondes",
    "More about it": "En savoir plus",
    "Approach": "Approche",
    "Method": "Méthode",
    "Mail": "Courriel",
    "Website": "Site",
    "Participants": "Effectif",
    "Start": "Début",
    "Format": "Forme",
    "Panel": "Table ronde",
    "Workshop": "Atelier",
    "Audience": "Public",
    "Unions": "Syndicats",
    "Firms": "Entreprises",
    "States": "États",
    "Recorded": "Enregistré",
    "Where will it be published?": "Où sera-ce publié ?",
    "Studied": "Étudié",
    "Paper": "Article",
}


def fresh(page):
    """The page as the database has it, without anything remembered."""
    return CallPage.objects.get(pk=page.pk)


def save_draft(page, **fields):
    """Save a draft with ``fields`` changed; return its revision."""
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision()


def publish(page, **fields):
    """Publish ``page`` with ``fields`` changed; return it as it is now."""
    save_draft(page, **fields).publish()
    return fresh(page)


def differences():
    """What ``sync_calls`` would have to repair, in words."""
    return [finding.sentence for finding in sync_calls(repair=False)]


def locale(code):
    return Locale.objects.get_or_create(language_code=code)[0]


def in_other_tree(code):
    """Make the home page and the index exist in ``code``; return the index."""
    home = site.home()
    there = home.get_translation_or_none(locale(code))
    if there is None:
        there = home.copy_for_translation(locale(code))
        there.save_revision().publish()
    index = site.CallIndexPage.objects.filter(locale=home.locale).first()
    index = index or site.make_index()
    other = index.get_translation_or_none(locale(code))
    if other is None:
        other = index.copy_for_translation(locale(code))
        other.save_revision().publish()
    return other.specific_class.objects.get(pk=other.pk)


def trilingual(call):
    """Make the site of ``call`` speak three languages; return its source page."""
    for code in ("fr", "es"):
        in_other_tree(code)
    return call.source_page


def translate(page, code, words):
    """Translate ``page`` as wagtail-localize does, with ``words`` {English: other}.

    By hand where the site does without it. Returns the translation as it is published.
    """
    if not apps.is_installed("wagtail_localize"):
        return _translate_by_hand(page, code, words)
    from wagtail_localize.models import (
        StringSegment,
        StringTranslation,
        Translation,
        TranslationSource,
    )

    source, _created = TranslationSource.update_or_create_from_instance(fresh(page))
    target = locale(code)
    translation, _created = Translation.objects.get_or_create(
        source=source, target_locale=target
    )
    for segment in StringSegment.objects.filter(source=source):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=target,
                context=segment.context,
                defaults={"data": words[segment.string.data]},
            )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target()
    return fresh(page.get_translation(target))


def _translate_by_hand(page, code, words):
    page = fresh(page)
    there = page.get_translation_or_none(locale(code))
    if there is None:
        there = page.copy_for_translation(locale(code))
    elif there.alias_of_id:
        ConvertAliasPageAction(there).execute()
    found = {}
    for field in [*CallPage._meta.local_fields, page._meta.get_field("title")]:
        value = getattr(page, field.name)
        if isinstance(field, StreamField):
            found[field.name] = _said(list(value.raw_data), words)
        elif isinstance(value, str):
            found[field.name] = words.get(value, value)
    return publish(fresh(there), **found)


def _said(value, words):
    """Return what is stored of blocks, in other ``words``; codes stay."""
    if isinstance(value, list):
        return [_said(each, words) for each in value]
    if isinstance(value, dict):
        return {
            name: each if name in ("id", "type") else _said(each, words)
            for name, each in value.items()
        }
    return words.get(value, value) if isinstance(value, str) else value


def page_form(page, *, user=None, **changes):
    """The editor's form for ``page``, with ``changes``, bound as for publishing."""
    form_class = page.get_edit_handler().get_form_class()
    data = QueryDict(mutable=True)
    data.update(form_data(page, **changes))
    parent = page.get_parent() if page.pk else None
    return form_class(data, instance=page, parent_page=parent, for_user=user)


def sentences(form, name):
    """The errors of one field, those inside blocks by where they are."""
    found = {}
    for error in form.errors.as_data().get(name, []):
        if hasattr(error, "as_json_data"):
            _collect(error.as_json_data(), (), found)
        else:
            found.setdefault((), []).extend(error.messages)
    return found


def _collect(data, place, found):
    if messages := data.get("messages"):
        found.setdefault(place, []).extend(messages)
    children = data.get("blockErrors") or {}
    items = children.items() if isinstance(children, dict) else enumerate(children)
    for key, child in items:
        if child:
            _collect(child, (*place, key), found)


def form_data(page, **changes):
    """What a browser would post from the editor of ``page``.

    ``changes`` replace values, streams as they are stored.
    """
    edited = fresh(page).get_latest_revision_as_object() if page.pk else page
    data = {}
    for field in edited.get_edit_handler().get_form_class().base_fields:
        value = changes.get(field, getattr(edited, field, None))
        data |= _posted(edited, field, value)
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MAX_NUM_FORMS": 1000}
    data |= {f"comments-{name}": value for name, value in comments.items()}
    return data


def _posted(page, name, value):
    field = next((f for f in page._meta.get_fields() if f.name == name), None)
    if isinstance(field, StreamField):
        raw = field.get_prep_value(value) if not isinstance(value, list) else value
        return dict(_stream(field.stream_block, name, raw))
    if isinstance(field, RichTextField):
        return {name: rich_text(value or "")}
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {name: "" if value is None else str(value)}


def _stream(block, prefix, items):
    yield f"{prefix}-count", str(len(items))
    for number, item in enumerate(items):
        start = f"{prefix}-{number}"
        yield f"{start}-type", item["type"]
        yield f"{start}-id", item.get("id", "")
        yield f"{start}-order", str(number)
        yield f"{start}-deleted", ""
        child = block.child_blocks[item["type"]]
        yield from _block(child, f"{start}-value", item["value"])


def _block(block, prefix, value):
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _block(child, f"{prefix}-{name}", (value or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        yield f"{prefix}-count", str(len(value or []))
        for number, item in enumerate(value or []):
            start = f"{prefix}-{number}"
            yield f"{start}-id", item["id"]
            yield f"{start}-order", str(number)
            yield f"{start}-deleted", ""
            yield from _block(block.child_block, f"{start}-value", item["value"])
    elif isinstance(block, TableBlock):
        yield prefix, json.dumps(value)
    elif isinstance(block, blocks.RichTextBlock):
        yield prefix, rich_text(value or "")
    elif isinstance(block, blocks.BooleanBlock):
        if value:
            yield prefix, "on"
    else:
        yield prefix, "" if value is None else str(value)
