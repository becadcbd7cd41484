"""What axe finds on a page."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def few_of(states, few):
    """Return ``states`` as parameters, of which all but the ``few`` are slow."""
    slow = pytest.mark.slow
    return [pytest.param(s, marks=() if s in few else slow) for s in states]


def violations(page, selector="html"):
    """Return {rule: [the first elements that break it]} within ``selector``."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({json.dumps(selector)}, {json.dumps(OPTIONS)})")
    return {
        violation["id"]: [node["html"][:300] for node in violation["nodes"][:3]]
        for violation in found["violations"]
    }
