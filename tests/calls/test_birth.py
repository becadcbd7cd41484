"""Each call page has a call from the beginning, or says why it has none."""

import pytest
from django.db import IntegrityError

from workshops_plugin.calls.actions import born_with
from workshops_plugin.models import CallPage


def test_a_call_that_cannot_be_stored_is_an_error_and_no_endless_search(db):
    page = CallPage(title="Workshops without a language")
    assert page.locale_id is None
    with pytest.raises(IntegrityError):
        born_with(page)
