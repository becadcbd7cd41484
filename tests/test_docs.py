"""The documentation leads somewhere."""

import re
from pathlib import Path

import pytest

from workshops_plugin.calls.kinds import registry

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"(?<!!)\[[^]]+\]\(([^)\s]+)\)")


def anchors(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in LINK.findall(page.read_text()):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("kind", ["tutorial", "how-to", "explanation", "reference"])
def test_every_page_is_listed(kind):
    folder = ROOT / "docs" / kind
    listed = set(LINK.findall((folder / "index.md").read_text()))
    pages = {page.name for page in folder.glob("*.md")} - {"index.md"}
    assert pages <= listed


def test_the_readme_begins_with_the_two_commands():
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.S | re.M
    )
    assert blocks[:2] == ["make demo\n", "make test\n"]


def test_the_kinds_of_questions_in_the_documentation_work(monkeypatch):
    text = (ROOT / "docs/how-to/add-a-question-kind.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    shipped, site = set(registry.names()), {"__name__": "yoursite.questions"}
    for block in blocks:
        if "YourSiteConfig" not in block:
            exec(block, site)
    assert set(registry.names()) - shipped == {"phone", "stars"}
    assert "url" not in registry.names()
