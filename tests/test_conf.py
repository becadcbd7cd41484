import re
from pathlib import Path

import pytest

from workshops_plugin.conf import SETTINGS, app_settings

REFERENCE = Path(__file__).resolve().parent.parent / "docs/reference/settings.md"


@pytest.fixture(autouse=True)
def bare(settings):
    """A site that has set nothing."""
    for setting in SETTINGS:
        if hasattr(settings, setting.name):
            delattr(settings, setting.name)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_falls_back_to_its_default(setting):
    short = setting.name.removeprefix("WORKSHOPS_")
    assert getattr(app_settings, short) == setting.default
    assert setting.meaning.endswith(".")


def test_the_site_has_its_way(settings):
    settings.WORKSHOPS_FILE_MAX_COUNT = 2
    assert app_settings.FILE_MAX_COUNT == 2


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError):
        app_settings.NO_SUCH_SETTING  # noqa: B018


def test_a_dotted_path_is_loaded(settings):
    settings.WORKSHOPS_VERIFIED_EMAILS = "pathlib.Path"
    assert app_settings.load("VERIFIED_EMAILS") is Path


def test_no_dotted_path_loads_nothing():
    assert app_settings.load("VERIFIED_EMAILS") is None


def test_private_files_lie_where_the_site_says(settings, tmp_path):
    settings.WORKSHOPS_PRIVATE_ROOT = str(tmp_path)
    assert app_settings.private_root == tmp_path


def test_private_files_lie_beside_the_media_by_default(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    assert app_settings.private_root == tmp_path.resolve() / "workshops_private"


def test_the_reference_lists_every_setting_once():
    listed = re.findall(r"^### `(WORKSHOPS_\w+)`$", REFERENCE.read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(setting.name for setting in SETTINGS)
