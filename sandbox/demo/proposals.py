"""All stories of proposals, whichever module tells them."""

from . import (
    proposals_dialogues,
    proposals_dialogues_fr_es,
    proposals_en,
    proposals_en_industry,
    proposals_es,
    proposals_fr,
    proposals_open,
)

STORIES = [
    story
    for module in (
        proposals_en,
        proposals_en_industry,
        proposals_fr,
        proposals_es,
        proposals_dialogues,
        proposals_dialogues_fr_es,
        proposals_open,
    )
    for story in module.STORIES
]
