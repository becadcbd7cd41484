"""Which texts of a page are in its own language, and which still in its source's."""


class Wording:
    """The language of each text of a page.

    ``texts`` and ``originals`` map names of texts to what the page and its source say;
    ``code`` is the language of the source, or "" where the page is the source. With
    ``whole`` the page, an alias, says nothing of its own.
    """

    def __init__(self, code="", texts=None, originals=None, *, whole=False):
        self.code, self.whole = code, whole
        texts, originals = texts or {}, originals or {}
        wordy = {name for name, text in texts.items() if text}
        self.foreign = {
            name for name in wordy if code and texts[name] == originals.get(name)
        }
        self.whole = whole or (bool(wordy) and self.foreign == wordy)

    @property
    def partly(self):
        """Whether some texts are in the source's language, and some are not."""
        return bool(self.foreign) and not self.whole

    def language_of(self, name):
        """Return the code of the language of a text, where it is not the page's own."""
        return self.code if self.whole or name in self.foreign else ""


def stream_texts(name, stream):
    """Return {"name:block id": the block as it is stored} of a StreamField."""
    return {f"{name}:{block.id}": block.get_prep_value()["value"] for block in stream}
