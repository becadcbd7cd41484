"""Follows links from screen to screen and takes down what is said there."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import Error

from . import cast

#: Where everybody begins; {} is the language of the public side.
STARTS = {
    cast.ADMIN: ["/admin/", "/admin/workshops/calls/"],
    cast.REVIEWER: ["/admin/workshops/reviews/"],
    cast.KHALID: ["/{}/workshops/webinars/mine/"],
    cast.SUNITA: ["/{}/workshops/proposals/"],
    cast.ANA: ["/{}/workshops/proposals/"],
    None: ["/{}/"],
}
OURS = r"/admin/(workshops/|pages/\d+/edit/)|/{}/"
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b")
#: What answers with a file, ends the visit or repeats what is elsewhere.
LEFT_OUT = re.compile(r"sign-out|\.(ics|csv|xlsx|pdf|docx|zip)|export|/mails?/|/join/")
#: What is written to others, in their languages.
OTHERS = r"/(texts/\w+|preview)/(?!{})\w+/"

#: Every text on the screen, shown or not, and what is read aloud or shows up in fields.
SAID = """() => {
  const skipped = "script, style, template, code, pre, svg, textarea";
  const found = new Set();
  const add = (text) => text.trim() && found.add(text.replace(/\\s+/g, " ").trim());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(skipped)) add(walker.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest(skipped)) add(element.getAttribute(name));
  return [document.title, ...found];
}"""


def screens(visitors, language, width=1280):
    """Yield (path, [text, …]) of one screen of each kind that links lead to."""
    seen = set()
    for person, starts in STARTS.items():
        page = visitors.open(f"/{language}/", by=person, width=width)
        waiting = [start.format(language) for start in starts]
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if (person, path) in seen or kind in seen:
                continue
            seen.add((person, path))
            if not go(page, path):
                continue
            seen.add(kind)
            yield path, page.evaluate(SAID)
            hrefs = page.eval_on_selector_all(
                "a[href]", "links => links.map((a) => a.getAttribute('href'))"
            )
            waiting += ways(page.url, hrefs, language)


def go(page, path):
    """Open ``path``; tell whether there is a screen for this person."""
    try:
        response = page.goto(path)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    html = "html" in response.headers.get("content-type", "")
    return html and response.ok and urlsplit(page.url).path == path


def ways(url, hrefs, language):
    """Return the paths of ours among ``hrefs``, in ``language`` or in the admin."""
    ours, others = OURS.format(language), OTHERS.format(language)
    found = []
    for href in hrefs:
        target = urlsplit(urldefrag(urljoin(url, href))[0])
        if target.netloc != urlsplit(url).netloc or LEFT_OUT.search(href):
            continue
        if re.match(ours, target.path) and not re.search(others, target.path):
            found.append(target.path)
    return found


def kind_of(path):
    """Return the path of a screen without the keys of what it is about."""
    return KEY.sub("*", path)
