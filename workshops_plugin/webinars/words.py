"""What a webinar's page says, where its source says what there is to say."""

from ..languages.family import is_translation
from ..languages.state import stands_for
from ..languages.wording import Wording, stream_texts, trusted, wording_between

#: What of a block a translation says in its own words; the rest is the source's.
WORDS = {
    "agenda": ("title", "who", "details"),
    "speakers": ("name", "position", "bio"),
}


def source_of(page, webinar):
    """Return the source of ``page``, where that is a translation; or None."""
    translated = page.pk and webinar and is_translation(page, webinar)
    return webinar.source_page if translated else None


def blocks_of(page, webinar, name):
    """Return [(id, value)] of the stream ``name`` of ``page``, as its source has them.

    A translation may lag behind, or be edited by hand: it lends words, by block id.
    """
    return _blocks(page, source_of(page, webinar), name)


def _blocks(page, source, name):
    own = [(block.id, block.value) for block in getattr(page, name)]
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
    source = source_of(page, webinar)
    return trusted(wording_beside(page, source), page) if source else Wording()


def wording_beside(page, source):
    """Return the Wording of ``page``, a webinar's, beside its ``source``."""
    return wording_between(page, source, lambda each: _said_by(each, source))


def _said_by(page, source):
    found = {name: getattr(page, name) for name in TEXTS}
    found |= stream_texts("body", page.body)
    for name, words in WORDS.items():
        # Names of people are the same in every language.
        told = [word for word in words if word not in ("name", "who")]
        for key, value in _blocks(page, source, name):
            found[f"{name}:{key}"] = {word: value.get(word) for word in told}
    return found


def ignored_on(page, webinar):
    """Return the titles of blocks of a translation that its source does not have."""
    source = source_of(page, webinar)
    if source is None:
        return []
    found = []
    for name, names in WORDS.items():
        known = {block.id for block in getattr(source, name)}
        rows = [block for block in getattr(page, name) if block.id not in known]
        found += [block.value.get(names[0]) or "–" for block in rows]
    return found
