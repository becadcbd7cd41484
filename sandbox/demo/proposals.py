"""All stories, in the languages in which they were written."""

from . import proposals_en

STORIES = [*proposals_en.STORIES]
