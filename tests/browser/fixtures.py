"""One world for the session, one server and one browser at a time for each worker."""

import fcntl

import pytest
from playwright.sync_api import expect, sync_playwright

from .server import Server, make_world
from .visitors import Visitors

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def world(tmp_path_factory, request, migrated_file):
    """The folder of the site in its first state; workers share it."""
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent
    folder = base / "browser-world"
    with (base / "browser-world.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "world.json").exists():
            make_world(folder, migrated_file)
    return folder


@pytest.fixture(scope="session")
def running_server(world, tmp_path_factory):
    server = Server(world, tmp_path_factory.mktemp("site") / "var").start()
    yield server
    server.stop()


# Not for longer than browser tests run: its event loop would forbid all others the ORM.
@pytest.fixture(scope="package")
def browser(chromium):
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def server(running_server):
    """The site, as it was in the beginning."""
    running_server.reset()
    return running_server


@pytest.fixture
def visitors(server, browser):
    """Opens pages for people, and watches over all of them."""
    visitors = Visitors(server, browser)
    yield visitors
    visitors.leave()


WIDE = pytest.param(1280, marks=pytest.mark.slow, id="wide")
NARROW = pytest.param(390, id="narrow")


@pytest.fixture(params=[WIDE, NARROW])
def width(request):
    return request.param
