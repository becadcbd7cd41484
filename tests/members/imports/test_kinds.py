"""What must hold of every import, whichever rows it knows."""

from collections import Counter

import pytest

from workshops_plugin.members.imports import IMPORTS


@pytest.mark.parametrize("each", IMPORTS, ids=lambda each: each.name)
def test_no_heading_means_two_columns(each):
    keys = Counter(key for column in each.rows.COLUMNS for key in column.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("each", IMPORTS, ids=lambda each: each.name)
def test_every_column_says_what_it_means(each):
    assert [column.name for column in each.columns if not column.meaning] == []
