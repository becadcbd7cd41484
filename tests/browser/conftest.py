"""These tests need Playwright, which only the development extras install."""

from importlib.util import find_spec

if find_spec("playwright"):
    from .fixtures import (  # noqa: F401
        browser,
        running_server,
        server,
        visitors,
        width,
        world,
    )
else:
    collect_ignore_glob = ["test_*.py"]
