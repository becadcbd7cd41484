from workshops_plugin.members.languages import language_choices, language_name


def test_languages_are_named_in_themselves():
    assert language_choices()[1] == ("fr", "Français")
    assert language_name("es") == "Español"
    assert language_name("pt-br") == "Português Brasileiro"


def test_no_language_and_unknown_languages():
    assert language_name("") == ""
    assert language_name("tlh") == "tlh"
