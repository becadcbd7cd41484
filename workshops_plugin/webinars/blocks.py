"""The blocks that carry, on a page, what the hosts wrote and the Secretariat approved.

A block has the id of the row it was made from, in all languages and for ever.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class AgendaItemBlock(blocks.StructBlock):
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=600)
    title = blocks.CharBlock(label=_("Title"), max_length=200, default="")
    who = blocks.CharBlock(label=_("Who"), max_length=200, required=False, default="")
    details = blocks.TextBlock(label=_("Details"), required=False, rows=2, default="")

    class Meta:
        label = _("Agenda item")
        label_format = "{title}"
        icon = "time"


class AgendaBlock(blocks.StreamBlock):
    item = AgendaItemBlock()


class SpeakerBlock(blocks.StructBlock):
    moderates = blocks.BooleanBlock(label=_("Moderates"), required=False)
    name = blocks.CharBlock(label=_("Name"), max_length=200, default="")
    position = blocks.CharBlock(
        label=_("Position and organization"),
        max_length=200,
        required=False,
        default="",
    )
    bio = blocks.TextBlock(
        label=_("Short biography"), required=False, rows=3, default=""
    )

    class Meta:
        label = _("Speaker")
        label_format = "{name}"
        icon = "user"


class SpeakersBlock(blocks.StreamBlock):
    speaker = SpeakerBlock()
