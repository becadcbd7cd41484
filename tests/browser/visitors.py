"""People in front of a browser, each with a window of their own."""

from playwright.sync_api import expect

OVERFLOW = """() => {
  const page = document.documentElement;
  return page.scrollWidth - page.clientWidth;
}"""


class Visitors:
    """Opens pages for people; at the end nothing may have gone wrong on any."""

    def __init__(self, server, browser):
        self.server, self.browser = server, browser
        self.contexts, self.complaints = [], []
        #: Parts of console messages that a test brings about on purpose.
        self.expected = []

    def open(self, path="/en/", *, by=None, width=1280, script=True, clock=False):
        """Return a page at ``path`` as ``by`` (an address; None: signed out) sees it.

        With ``clock`` the page's timers run only when the test says so.
        """
        context = self.browser.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            timezone_id="Africa/Nairobi",
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        context.route(lambda url: not url.startswith(self.server.url), _nothing)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.contexts.append(context)
        if by:
            self.sign_in(context, by)
        page = context.new_page()
        if clock:
            page.clock.install()
        page.goto(path)
        return page

    def open_draft(self, name, **options):
        """Return the form of the draft ``name`` ("empty" or "ready")."""
        return self.open(self.edit_path(name), **options)

    def edit_path(self, name):
        return f"/en/workshops/proposals/{self.server.drafts[name]}/edit/"

    def sign_in(self, context, address):
        """Give a browser the session that was made for ``address``."""
        key = self.server.sessions[address]
        context.add_cookies(
            [{"name": "sessionid", "value": key, "url": self.server.url}]
        )

    def _listen(self, message):
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location.get('url')}")

    def leave(self):
        for context in self.contexts:
            context.close()
        unexpected = [
            complaint
            for complaint in self.complaints
            if not any(part in complaint for part in self.expected)
        ]
        assert unexpected == [], unexpected


def _nothing(route):
    """Answer what lies outside the site, such as portraits, with nothing."""
    route.fulfill(status=200, body="", content_type="text/css")


def expect_no_overflow(page):
    """Nothing stands out to the side, so nobody has to scroll there."""
    assert page.evaluate(OVERFLOW) == 0, page.url


def expect_heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def fill(page, values):
    """Fill in fields by their names: a text, or what is to be chosen."""
    for name, value in values.items():
        boxes = page.locator(f'[name="{name}"]')
        if boxes.first.get_attribute("type") in ("checkbox", "radio"):
            for one in [value] if isinstance(value, str) else value:
                page.locator(f'[name="{name}"][value="{one}"]').check()
        else:
            boxes.fill(value)
