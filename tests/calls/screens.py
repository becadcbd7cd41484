"""Reads the admin's screens as their users do."""

import csv
import io

from bs4 import BeautifulSoup, SoupStrainer
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from openpyxl import load_workbook

from . import site


def make_auditor(email="auditor@alliance.example"):
    """A user who may look at everything and change nothing."""
    return site.make_editor(email, "access_admin", "view_call", "view_proposal")


def may(user, *codenames):
    """Give ``user`` more permissions; return the user afresh."""
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return get_user_model().objects.get(pk=user.pk)


def soup(response, only=None):
    """The page, or of it the elements named ``only``; text, as bytes are guessed at."""
    strainer = SoupStrainer(only) if only else None
    return BeautifulSoup(response.text, "html.parser", parse_only=strainer)


def main(response):
    """What stands on the page itself, without the menu and the icons."""
    found = soup(response, only="main").select_one("main") or soup(response)
    for part in found.select("svg[class*=icon], script, style"):
        part.decompose()
    return found


def words(element):
    """The text of ``element`` as it reads, or "" for None."""
    return " ".join(element.get_text(" ").split()) if element else ""


def facts(response):
    """{label: value} of what the page tells in lists of facts."""
    return {
        words(row.dt): words(row.dd)
        for row in main(response).select("dl.workshops-facts > div")
    }


def lines(response, panel):
    """{label: [value, …]} of the answers in ``panel``."""
    found = {}
    for row in main(response).select(f"#{panel}-content dl.workshops-lines > div"):
        items = row.dd.select("li, p")
        found[words(row.dt)] = [words(item) for item in items]
    return found


def panel(response, name):
    """What stands under one of the page's headings, by its name."""
    return main(response).select_one(f"#{name}-content")


def said(response):
    """The messages on top of the page."""
    found = soup(response)
    for part in found.select(".messages a, .messages button, template"):
        part.decompose()
    return [words(item) for item in found.select(".messages li")]


def complaints(response):
    """The sentences above the form."""
    return [words(item) for item in main(response).select(".help-critical")]


def errors(response):
    """{field: sentence} of what the form says beside its fields."""
    found = {}
    for wrapper in main(response).select(".w-field__wrapper"):
        if error := wrapper.select_one(".error-message"):
            name = wrapper.select_one("input, select, textarea")["name"]
            found[name] = words(error)
    for field in main(response).select(".workshops-field--error"):
        name = field["id"].removeprefix("field-")
        found[name] = words(field.select_one(".workshops-error"))
    return found


def typed(response):
    """{field: value} as the form shows them now; ticked ones as a list."""
    found = {}
    for field in main(response).select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if name == "csrfmiddlewaretoken":
            continue
        if field.name == "textarea":
            found[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            found[name] = chosen["value"] if chosen else ""
        elif field.get("type") in ("checkbox", "radio"):
            found.setdefault(name, [])
            if field.has_attr("checked"):
                found[name].append(field["value"] if field.has_attr("value") else "on")
        elif field.get("type") != "file":
            found[name] = field.get("value", "")
    return found


def posted(response, **changes):
    """What a browser would post if somebody saved the form with ``changes``."""
    shown = {name: value for name, value in typed(response).items() if value != []}
    return shown | changes


def rows(response):
    """The listing as lists of cells."""
    table = soup(response).select("table.listing tbody tr")
    return [
        [
            words(cell)
            for cell in row.select("td")
            if not cell.select_one("[data-bulk-action-checkbox]")
        ]
        for row in table
    ]


def csv_rows(response):
    """The exported lines as dicts by heading."""
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def xlsx_rows(response):
    """The exported lines as dicts by heading, values as Excel would hold them."""
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    headings, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in body]
