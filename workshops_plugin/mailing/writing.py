"""What an editor wrote for one campaign, in the languages in which it is there."""

from django.conf import settings
from django.utils.translation import get_language

from .texts import Block, from_paragraphs, in_html, in_line, in_text


def words_for(texts, language, *, needed=False):
    """Return {"subject": …, "text": …} of ``texts`` in ``language``.

    Where there is none, nothing; or, if it is ``needed``, what there is in the site's
    own language, or in any.
    """
    filled = {code: words for code, words in texts.items() if words.get("text")}
    found = filled.get(language)
    if found is None and needed:
        found = filled.get(settings.LANGUAGE_CODE) or next(iter(filled.values()), None)
    return found or {"subject": "", "text": ""}


class AsWritten(dict):
    """Stands for values where braces are nothing but braces."""

    def __getitem__(self, name):
        return f"{{{name}}}"

    def get(self, name, default=None):
        return self[name]


def written(delivery, values=None, *, needed=False):
    """Return (subject, Block) of the campaign of ``delivery``, with ``values`` put in.

    Without ``values``, as it was written. Empty where nothing was written in the
    active language, unless ``needed``.
    """
    values = AsWritten() if values is None else values
    campaign = delivery.campaign
    texts = campaign.texts if campaign else {}
    words = words_for(texts, get_language(), needed=needed)
    parts = words.get("text", "").replace("\r\n", "\n").split("\n\n")
    source = from_paragraphs(part.strip() for part in parts if part.strip())
    block = Block(in_html(source, values), in_text(source, values))
    return in_line(words.get("subject", ""), values), block
