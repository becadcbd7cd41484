"""The package installs into a bare Wagtail site exactly as the README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"

# Runs inside the bare site: a call's page in the admin and in public.
VISIT = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from home.models import HomePage
from workshops_plugin.models import Call, CallPage, WebinarIndexPage
from workshops_plugin.webinars.actions import create_webinar
from workshops_plugin.webinars.queries import source_page_of

assert "wagtail_localize" not in settings.INSTALLED_APPS
user = get_user_model().objects.create_superuser("editor", "e@site.example", "secret")
page = CallPage(title="Call for workshops", slug="call")
HomePage.objects.get().add_child(instance=page)
page.save_revision(user=user).publish(user=user)
assert Call.objects.filter(pk=page.translation_key).exists()

index = WebinarIndexPage(title="Webinars", slug="webinars")
HomePage.objects.get().add_child(instance=index)
webinar = create_webinar(index, "Members only", by=user)
secret = source_page_of(webinar)
secret.save_revision(user=user).publish(user=user)

visitor, editor = Client(), Client()
editor.force_login(user)
for client, url, status in [
    (editor, reverse("wagtailadmin_home"), 200),
    (editor, reverse("wagtailadmin_pages:edit", args=[page.pk]), 200),
    (editor, page.url, 200),
    (editor, reverse("workshops:proposals"), 200),
    (editor, webinar.get_admin_url(), 200),
    (editor, secret.url, 200),
    (visitor, index.url, 200),
    (visitor, secret.url, 302),
    (visitor, page.url, 200),
    (visitor, reverse("workshops:proposals"), 302),
    (visitor, reverse(settings.LOGIN_URL), 200),
]:
    response = client.get(url)
    assert response.status_code == status, (url, response.status_code)
assert page.title in visitor.get(page.url).content.decode()
"""


def run(*command, cwd=None):
    strange = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    environment = {name: os.environ[name] for name in os.environ.keys() - strange}
    result = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"


def build_wheel(tmp_path):
    """Build from a copy, so that no leftover of an earlier build gets in."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "workshops_plugin",
        source / "workshops_plugin",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    run(sys.executable, "-m", "build", "--wheel", "-o", tmp_path, source)
    (wheel,) = tmp_path.glob("*.whl")
    return wheel, source


def files_below(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


def installation():
    """Return the README's fenced blocks on installing, as (language, text)."""
    section = README.read_text().split("## Install into your own site")[1]
    section = section.split("\n## ")[0]
    return re.findall(r"^```(\w+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def apply_to(site, python, wheel, language, text):
    """Do what one block of the README says to a site."""
    if language == "sh":
        commands = {"pip": [python, "-m", "pip", "-q"], "python": [python]}
        for line in text.splitlines():
            name, *arguments = shlex.split(line)
            arguments = [
                wheel if argument == "wagtail-workshops-plugin" else argument
                for argument in arguments
            ]
            run(*commands[name], *arguments, cwd=site)
    elif text.startswith("# settings.py"):
        with (site / "mysite/settings/base.py").open("a") as settings:
            settings.write(text)
    else:
        assert text.startswith("# urls.py")
        urls = site / "mysite/urls.py"
        pages = '    path("", include(wagtail_urls)),\n'
        before, after = urls.read_text().split(pages)
        urls.write_text(f"{before}{text}{pages}{after}")


@pytest.mark.slow
def test_the_package_installs_as_the_readme_says(tmp_path):
    wheel, source = build_wheel(tmp_path)
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    written = files_below(source / "workshops_plugin")
    assert shipped == {f"workshops_plugin/{name}" for name in written}

    blocks = installation()
    lines = [line for _, text in blocks for line in text.splitlines()]
    assert len(lines) <= 10

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    site = tmp_path / "site"
    site.mkdir()
    run(python, "-m", "pip", "-q", "install", "wagtail")
    run(python.with_name("wagtail"), "start", "mysite", site)
    for language, text in blocks:
        apply_to(site, python, wheel, language, text)
    (site / "visit.py").write_text(VISIT)
    run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=site)
    run(python, "manage.py", "shell", "-c", "import visit", cwd=site)
