"""Takes the pictures in docs/images from the demonstration: "make screenshots".

The demonstration is loaded into a folder that is thrown away afterwards. Needs the
development extras, and Chromium (named in WORKSHOPS_CHROMIUM, or on the path).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
MANAGE = [sys.executable, str(ROOT / "sandbox" / "manage.py")]
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PORT = 8765
SITE = f"http://localhost:{PORT}"
WIDTH, HEIGHT = 1280, 860
COLOURS = 128
EDITOR, REVIEWER, MEMBER, WRITER, HOST = (
    "editor@alliance.example",
    "reviewer@alliance.example",
    "margaret@lakes.example",
    "sunita@bhatta.example",
    "khalid@gulfbuild.example",
)
CALL = "Deep-dive workshops on supply chains: second series"
CLOSED_CALL = "Deep-dive workshops on supply chains"
REVIEWED_CALL = "Regional dialogues on wages, piece rates and debt"


@contextmanager
def demonstration():
    """Serve the demonstration at ``SITE`` for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SANDBOX_VAR": folder, "SANDBOX_URL": SITE}
        for command in (["migrate", "-v", "0"], ["load_demo"]):
            subprocess.run([*MANAGE, *command], env=environment, check=True)
        server = subprocess.Popen(
            [*MANAGE, "runserver", "--noreload", str(PORT)], env=environment
        )
        try:
            wait_for(f"{SITE}/en/")
            yield
        finally:
            server.terminate()
            server.wait()


def wait_for(address):
    for _attempt in range(120):
        try:
            with urllib.request.urlopen(address):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    sys.exit(f"No answer from {address}")


def sign_in(page, person):
    page.context.clear_cookies()
    page.goto("/en/sign-in/")
    page.get_by_label("Email").fill(person)
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/proposals/")


def call_page(page):
    page.goto("/en/calls/deep-dive-workshops/")


def form(page):
    sign_in(page, WRITER)
    page.get_by_role("link", name="Two seasons later").click()
    page.get_by_role("link", name="Continue").click()
    page.get_by_role("link", name="The session").click()


def my_proposals(page):
    sign_in(page, MEMBER)


def call_screen(page, title=CALL):
    sign_in(page, EDITOR)
    page.goto("/admin/workshops/calls/")
    page.get_by_role("link", name=title, exact=True).click()


def proposals(page):
    call_screen(page, CLOSED_CALL)
    page.get_by_role("link", name="Submitted", exact=True).click()
    page.get_by_role("link", name="Reference").click()


def question_editor(page):
    call_screen(page)
    page.get_by_role("link", name="Edit the page").click()
    page.get_by_role("tab", name="Form").click()
    questions = page.locator("#panel-child-form-questions-content")
    conditional = questions.locator("[data-streamfield-child]").filter(
        has=page.locator("[name=questions-3-type]")
    )
    conditional.get_by_role("button", name="Toggle section").last.click()
    page.evaluate("document.activeElement.blur()")
    conditional.evaluate("element => element.scrollIntoView()")


def score(page):
    sign_in(page, REVIEWER)
    page.goto("/admin/workshops/reviews/")
    page.get_by_role("link", name="A reference price that nobody pays").click()
    page.locator(".workshops-score__columns").evaluate("e => e.scrollIntoView()")


def ranking(page):
    call_screen(page, REVIEWED_CALL)
    page.get_by_role("link", name="Ranking", exact=True).click()
    page.locator(".workshops-ranking").evaluate("e => e.scrollIntoView()")


def webinar_page(page):
    sign_in(page, MEMBER)
    page.goto("/en/webinars/reading-the-track/")


def workspace(page):
    sign_in(page, HOST)
    page.goto("/en/workshops/webinars/mine/")
    page.get_by_role("link", name="The employer pays").click()


def board(page):
    sign_in(page, EDITOR)
    page.goto("/admin/workshops/webinars/board/")


def campaign(page):
    call_screen(page)
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_label("All members").check()
    page.locator(".workshops-admin-form button.button").click()
    page.get_by_text("Whom it reaches").wait_for()


def message_text(page):
    sign_in(page, EDITOR)
    page.goto("/admin/workshops/outbox/texts/webinar_invitation/en/")
    page.get_by_role("button", name="Toggle preview").click()
    page.wait_for_timeout(3000)


def languages(page):
    call_screen(page)
    page.locator(".workshops-languages").evaluate(
        "e => e.parentElement.scrollIntoView({block: 'center'})"
    )


def translation(page):
    languages(page)
    link = page.locator(".workshops-languages a[lang=fr]")
    link.click()
    page.wait_for_timeout(3000)


def series_board(page):
    """A series of four, three of which are there; nothing from the Arab States."""
    call_screen(page, REVIEWED_CALL)
    page.get_by_role("link", name="Board", exact=True).click()
    page.get_by_role("link", name="Wishes").click()
    page.get_by_label("Places in the series").fill("4")
    page.get_by_text("Region of action", exact=True).click()
    page.get_by_label("At least: Arab States").first.fill("1")
    page.get_by_label("Reason").fill("Agreed by the committee.")
    page.get_by_role("button", name="Save the wishes").click()
    for _place in range(3):
        page.get_by_role("button", name="Add").first.click()
        page.get_by_text("Moved. The board is saved.").wait_for(state="attached")
        page.wait_for_timeout(500)
    page.reload()
    page.locator("[data-board-list=pool] a").nth(2).focus()
    page.locator("[data-board]").evaluate("e => e.scrollIntoView()")


def counts(page):
    sign_in(page, EDITOR)
    page.goto("/admin/workshops/reviews/counts/")


PICTURES = (
    *(call_page, form, my_proposals, call_screen, proposals, question_editor),
    *(score, ranking),
    *(webinar_page, workspace, board),
    *(campaign, message_text),
    *(languages, translation),
    *(series_board, counts),
)


def nothing(route):
    """Answer what lies outside the site, such as portraits, with an empty picture."""
    empty = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    route.fulfill(status=200, content_type="image/svg+xml", body=empty)


def take(page, picture):
    page.goto("about:blank")
    picture(page)
    page.wait_for_load_state("networkidle")
    path = IMAGES / f"{picture.__name__.replace('_', '-')}.png"
    page.screenshot(path=path)
    # Fewer colours, a third of the size, and no difference that anybody would see.
    with Image.open(path) as taken:
        smaller = taken.convert("RGB").quantize(COLOURS)
    smaller.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


def main():
    named = os.environ.get("WORKSHOPS_CHROMIUM")
    names = [named] if named else BROWSERS
    browser_path = next(filter(None, map(shutil.which, names)), None)
    with demonstration(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        page = browser.new_page(
            base_url=SITE,
            viewport={"width": WIDTH, "height": HEIGHT},
            timezone_id="Africa/Nairobi",
            locale="en-GB",
            reduced_motion="reduce",
        )
        page.route(lambda url: not url.startswith(SITE), nothing)
        for picture in PICTURES:
            take(page, picture)
        browser.close()


if __name__ == "__main__":
    main()
