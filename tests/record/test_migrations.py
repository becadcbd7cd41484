"""Our migrations are the same on every site, whatever the site's own settings say."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[2]

#: Two sites that set all they can, so that what one leaves out the other has.
SETTINGS = {
    "one way": """
        SIMPLE_HISTORY_ENABLED = False
        SIMPLE_HISTORY_DATE_INDEX = False
        SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
        DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
        LANGUAGE_CODE = "fr"
    """,
    "another": """
        SIMPLE_HISTORY_DATE_INDEX = "composite"
        SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
        SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
        TIME_ZONE = "Asia/Tokyo"
        WORKSHOPS_PRIVATE_ROOT = "/srv/private"
        WORKSHOPS_WEBINAR_LANGUAGES = ("sw",)
        WORKSHOPS_FILE_TYPES = ("pdf",)
    """,
}


@pytest.mark.parametrize("lines", SETTINGS.values(), ids=SETTINGS.keys())
def test_no_setting_of_a_site_asks_for_a_migration(lines, tmp_path):
    (tmp_path / "site_settings.py").write_text(
        f"from tests.settings import *  # noqa\n{dedent(lines)}"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_settings",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
    }
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "django", "makemigrations", "--check", "--dry-run"),
            "workshops_plugin",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "No changes detected in app 'workshops_plugin'\n", done
    assert done.returncode == 0
