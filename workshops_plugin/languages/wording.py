"""Which texts of a page are in its own language, and which still in its source's."""

from django.utils.html import strip_tags
from wagtail import blocks

from .jobs import translated

WORDY = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock)


class Wording:
    """The language of each text of a page.

    ``texts`` and ``originals`` map names to what the page and its source say: a text,
    or the parts of a block by their names. ``code`` is the language of the source, or
    "" where the page is the source. With ``whole`` the page says nothing of its own.
    """

    def __init__(self, code="", texts=None, originals=None, *, whole=False):
        mine, its = _parts(texts or {}), _parts(originals or {})
        self.code, self.known = code, mine.keys()
        self.foreign = {name for name in mine if code and mine[name] == its.get(name)}
        self.whole = whole or (bool(mine) and self.foreign == self.known)

    @property
    def partly(self):
        """Whether some texts are in the source's language, and some are not."""
        return bool(self.foreign) and not self.whole

    def language_of(self, name):
        """Return the code of the language of a text, where it is not the page's own.

        ``name`` is that of a text, of a block, or of a part: "body:1" or "body:1.text".
        """
        parts = {each for each in self.known if each.startswith(f"{name}.")}
        is_foreign = name in self.foreign or (parts and parts <= self.foreign)
        return self.code if self.whole or is_foreign else ""


def wording_between(page, source, said_by):
    """Return the :class:`Wording` of ``page``, whose words are beside its ``source``'s.

    ``said_by`` returns {name: text} of one of them.
    """
    return Wording(source.locale.language_code, said_by(page), said_by(source))


def trusted(wording, page):
    """Return ``wording``, or one that has nothing foreign.

    Where wagtail-localize knows a translation of every text of ``page``, what reads the
    same is meant to. Three queries, where anything does.
    """
    which = page.translation_key, page.locale_id
    if wording.foreign and which in translated([page.translation_key]):
        return Wording()
    return wording


def stream_texts(name, stream):
    """Return {"name:block id": the words of the block, by its parts} of a StreamField.

    Words are what wagtail-localize gives a translator: no choices, numbers, addresses.
    """
    return {f"{name}:{child.id}": _words(child.block, child.value) for child in stream}


def _words(block, value):
    if hasattr(block, "words_of"):
        return block.words_of(value)
    if isinstance(block, blocks.StructBlock):
        children = block.child_blocks.items()
        return {name: _words(child, value.get(name)) for name, child in children}
    if isinstance(block, blocks.ListBlock):
        return [_words(block.child_block, each) for each in value or ()]
    if isinstance(block, blocks.StreamBlock):
        return [_words(child.block, child.value) for child in value or ()]
    if isinstance(block, blocks.RichTextBlock):
        return value.source if value else ""
    return str(value or "") if isinstance(block, WORDY) else ""


def _parts(texts):
    """Return {name: text} of what has letters; those of a block are "name.part"."""
    found = {}
    for name, text in texts.items():
        if isinstance(text, dict):
            found |= _parts({f"{name}.{part}": each for part, each in text.items()})
        elif _has_letters(text):
            found[name] = text
    return found


def _has_letters(text):
    if isinstance(text, str):
        return any(letter.isalpha() for letter in strip_tags(text))
    if isinstance(text, dict):
        return any(map(_has_letters, text.values()))
    return isinstance(text, (list, tuple)) and any(map(_has_letters, text))
