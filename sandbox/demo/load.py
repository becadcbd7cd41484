"""Brings the whole demonstration into the site, in the order in which it happened."""

from datetime import datetime, timedelta

from . import (
    call_pages,
    load_calls,
    load_pages,
    load_people,
    load_proposals,
    load_reviews,
    load_roles,
    load_webinars,
)
from .clock import at
from .load_calls import CLOSED, OPEN, REVIEW, ZONE, opening_of

FOUNDED = datetime(2024, 6, 3, 10, tzinfo=ZONE)
FIRST_PAGES = datetime(2024, 9, 9, 10, 30, tzinfo=ZONE)


def load_demo(port):
    """Bring in what is missing. ``port`` is where the site runs."""
    with at(FOUNDED):
        load_pages.load_locales()
        load_roles.load()
        load_people.load()
    with at(FIRST_PAGES):
        load_pages.load_home()
        load_roles.load()
        load_pages.load_call(CLOSED, call_pages.CLOSED_CALL)
    load_calls.load_closed()
    load_proposals.load(CLOSED)
    load_reviews.load(CLOSED)
    with at(opening_of(REVIEW) - timedelta(days=10)):
        load_pages.load_call(REVIEW, call_pages.REVIEW_CALL)
    load_calls.load_review()
    load_proposals.load(REVIEW)
    load_reviews.load(REVIEW)
    with at(opening_of(OPEN) - timedelta(days=12)):
        load_pages.load_call(OPEN, call_pages.OPEN_CALL)
    load_calls.load_open()
    load_proposals.load(OPEN)
    load_webinars.load()
    load_pages.set_port(port)
