"""Which ILO region a country belongs to.

Source: the regional groupings that ILOSTAT publishes with its data ("ILO
region" of each country or territory). Territories follow the country or the
neighbours with which ILOSTAT groups them; Antarctica and a few uninhabited
territories have no region.
"""

from .enums import Region

COUNTRIES = {
    Region.AFRICA: (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW "
        "KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO "
        "SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
    ),
    Region.AMERICAS: (
        "AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD "
        "GF GL GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV "
        "SX TC TT US UY VC VE VG VI"
    ),
    Region.ARAB_STATES: "AE BH IQ JO KW LB OM PS QA SA SY YE",
    Region.ASIA_PACIFIC: (
        "AF AS AU BD BN BT CC CK CN CX FJ FM GU HK ID IN IR JP KH KI KP KR LA "
        "LK MH MM MN MO MP MV MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG TH "
        "TK TL TO TV TW VN VU WF WS"
    ),
    Region.EUROPE_CENTRAL_ASIA: (
        "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG "
        "GI GR HR HU IE IL IM IS IT JE KG KZ LI LT LU LV MC MD ME MK MT NL NO "
        "PL PT RO RS RU SE SI SJ SK SM TJ TM TR UA UZ VA XK"
    ),
}

REGION_OF = {
    code: region for region, codes in COUNTRIES.items() for code in codes.split()
}


def region_of(country):
    """Return the :class:`Region` of an ISO 3166-1 alpha-2 code, or ``""``."""
    return REGION_OF.get(str(country), "")


def countries_in(region):
    """Return the country codes of ``region`` (unknown regions have none)."""
    return COUNTRIES.get(region, "").split()
