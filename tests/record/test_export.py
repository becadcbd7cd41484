import pytest

from workshops_plugin.record.export import neutralize, restore


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formulas_become_texts_and_back(start):
    text = f"{start}1+1"
    assert neutralize(text) == f"'{text}"
    assert restore(f"'{text}") == text


@pytest.mark.parametrize("value", ["a=b", "", "'quoted'", -5, 1.5, None])
def test_everything_else_stays(value):
    assert neutralize(value) == value


@pytest.mark.parametrize("text", ["'n Boek", "'", "", "=1"])
def test_only_what_was_neutralized_is_restored(text):
    assert restore(text) == text
