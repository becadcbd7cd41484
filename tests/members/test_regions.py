from collections import Counter

from django_countries.data import COUNTRIES as ISO

from workshops_plugin.members.enums import Region
from workshops_plugin.members.regions import (
    COUNTRIES,
    REGION_OF,
    countries_in,
    region_of,
)

# Uninhabited, or nobody's.
WITHOUT_REGION = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}
# Used by many, though not (yet) part of ISO 3166-1.
NOT_IN_ISO = {"XK"}


def test_every_country_has_one_region():
    assert set(ISO) - set(REGION_OF) == WITHOUT_REGION
    assert set(REGION_OF) - set(ISO) == NOT_IN_ISO


def test_no_country_has_two_regions():
    codes = Counter(code for codes in COUNTRIES.values() for code in codes.split())
    assert [code for code, count in codes.items() if count > 1] == []


def test_region_of():
    assert region_of("CH") == Region.EUROPE_CENTRAL_ASIA
    assert region_of("") == ""
    assert region_of("AQ") == ""


def test_countries_in():
    assert "JO" in countries_in(Region.ARAB_STATES)
    assert countries_in("atlantis") == []
