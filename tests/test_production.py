"""The production profile of the sandbox stands up to Django's own checklist."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "SECRET_KEY": "long, random, and made for nothing but this test: 8Xq!v2#Lw0@pZr5",
    "ALLOWED_HOSTS": "workshops.example",
    "DATABASE_URL": "postgres://site@db.example/site",
    "DEFAULT_FROM_EMAIL": "secretariat@workshops.example",
}


def check(tmp_path, **environment):
    environment = {
        "PATH": os.environ["PATH"],
        "SANDBOX_VAR": str(tmp_path),
        **ENVIRONMENT,
        **environment,
    }
    return subprocess.run(
        [
            *(sys.executable, "sandbox/manage.py", "check", "--deploy"),
            *("--fail-level", "WARNING", "--settings", "sandbox.settings_production"),
        ],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"REDIS_URL": "redis://cache.example/1"},
        {"PRIVATE_ROOT": "/srv/private"},
        {"PRIVATE_BUCKET": "proposals"},
    ],
    ids=lambda environment: "".join(environment) or "least",
)
def test_the_deployment_checks_find_nothing(environment, tmp_path):
    result = check(tmp_path, **environment)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_nothing_that_matters_has_a_default(name, tmp_path):
    result = check(tmp_path, **{name: None})
    assert result.returncode != 0
    assert f"Set {name} in the environment." in result.stderr


def test_a_site_for_many_people_does_not_run_on_sqlite(tmp_path):
    result = check(tmp_path, DATABASE_URL="sqlite:///site.sqlite3")
    assert result.returncode != 0
    assert "must name a PostgreSQL database" in result.stderr
