"""What a webinar's page says, where its source says what there is to say."""

from ..languages.family import is_translation
from ..languages.state import stands_for
from ..languages.wording import Wording, stream_texts
from .queries import source_page_of

#: What of a block a translation says in its own words; the rest is the source's.
WORDS = {
    "agenda": ("title", "who", "details"),
    "speakers": ("name", "position", "bio"),
}


def blocks_of(page, webinar, name):
    """Return [(id, value)] of the stream ``name`` of ``page``, as its source has them.

    A translation may lag behind, or be edited by hand: it lends words, by block id.
    """
    own = [(block.id, block.value) for block in getattr(page, name)]
    translated = page.pk and is_translation(page, webinar)
    source = source_page_of(webinar) if translated else None
    if source is None or not source.live:
        return own
    words = dict(own)
    return [
        (block.id, _in_words_of(block.value, words.get(block.id) or {}, WORDS[name]))
        for block in getattr(source, name)
    ]


def _in_words_of(value, other, names):
    return {**value, **{name: other[name] for name in names if other.get(name)}}


#: The words of a page that are one text each.
TEXTS = ("title", "lead", "description", "lessons")


def wording_of(page, webinar):
    """Return the :class:`~..languages.wording.Wording` of what a page shows."""
    if code := stands_for(page):
        return Wording(code, whole=True)
    translated = page.pk and is_translation(page, webinar)
    source = source_page_of(webinar) if translated else None
    if source is None:
        return Wording()
    return Wording(
        source.locale.language_code, _texts(page, webinar), _texts(source, webinar)
    )


def _texts(page, webinar):
    found = {name: getattr(page, name) for name in TEXTS}
    found |= stream_texts("body", page.body)
    for name, words in WORDS.items():
        # Names of people are the same in every language.
        told = [word for word in words if word not in ("name", "who")]
        for key, value in blocks_of(page, webinar, name):
            found[f"{name}:{key}"] = [value.get(word) for word in told]
    return found


def ignored_on(page, webinar):
    """Return the titles of blocks of a translation that its source does not have."""
    source = source_page_of(webinar) if is_translation(page, webinar) else None
    if source is None:
        return []
    found = []
    for name, names in WORDS.items():
        known = {block.id for block in getattr(source, name)}
        rows = [block for block in getattr(page, name) if block.id not in known]
        found += [block.value.get(names[0]) or "–" for block in rows]
    return found
