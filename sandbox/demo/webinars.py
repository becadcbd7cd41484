"""The webinars of the demonstration: what is held, when, by whom, and how far it is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from . import webinars_text as text


@dataclass(frozen=True)
class WebinarStory:
    """One webinar. Texts are words, or pairs of English and French.

    ``starts`` is a naive datetime, or the days from today and the time of day.
    ``stage`` is how far it has come: "preparing", "changes", "submitted", "approved",
    "ready", "over". ``public`` and ``cancelled`` are the reasons. ``french`` tells
    whether its page is translated, ``invited`` whether members have been invited.
    """

    slug: str
    zone: str
    starts: Any
    minutes: int
    stage: str
    title: Any
    lead: Any
    proposal: str = ""
    hosts: tuple = ()
    by: str = "editor@alliance.example"
    language: str = "en"
    interpretation: tuple = ()
    description: list = field(default_factory=list)
    agenda: list = field(default_factory=list)
    speakers: list = field(default_factory=list)
    lessons: list = field(default_factory=list)
    moved_from: Any = None
    public: str = ""
    cancelled: str = ""
    comment: tuple = ()
    attendance: int | None = None
    materials: tuple = ()
    french: bool = False
    invited: bool = False
    attending: tuple = ()

    def moment(self, today, when=None):
        """Return the naive start, by the clock of :attr:`zone`."""
        when = when or self.starts
        if isinstance(when, datetime):
            return when
        days, clock = when
        day = (today + timedelta(days=days)).astimezone(ZoneInfo(self.zone)).date()
        return datetime.combine(day, clock)


def at_clock(days, hour, minute=0):
    return days, datetime(2000, 1, 1, hour, minute).time()


#: The one that is always live; when it starts follows from the time of loading.
LIVE = "reading-the-track"

WEBINARS = [
    WebinarStory(
        slug="opening-of-the-series",
        zone="Europe/Zurich",
        starts=datetime(2025, 3, 27, 14),
        minutes=60,
        stage="over",
        title="Opening of the series: seven webinars, three problems, one year",
        lead="What the committee chose, and why; and how to take part.",
        hosts=("threads",),
        by="imogen@threads.example",
        interpretation=("fr", "es"),
        description=[
            "The series begins with an hour for everybody: who hosts, what to expect, and how the seven webinars hang together.",
        ],
        agenda=[
            (10, "Welcome", "Noémie Lachenal", ""),
            (30, "The series in seven minutes each", "The hosts", ""),
            (20, "Questions", "", ""),
        ],
        speakers=[
            (True, "Imogen Farrow", "Editor, Common Threads", ""),
            (False, "Noémie Lachenal", "Secretariat of the Alliance", ""),
        ],
        lessons=[
            "People asked most about interpretation: it is announced earlier now."
        ],
        public="It presents the series, and says nothing that only members should know.",
        attendance=214,
    ),
    WebinarStory(
        slug=text.SCHOOL["slug"][0],
        proposal="rsec",
        by="fatoumata@rsec.example",
        zone="Africa/Bamako",
        starts=datetime(2025, 4, 8, 9),
        minutes=90,
        stage="over",
        language="fr",
        interpretation=("en",),
        attendance=143,
        materials=("presence-en-novembre.png",),
        french=True,
        **{k: v for k, v in text.SCHOOL.items() if k != "slug"},
    ),
    WebinarStory(
        slug="paid-to-notice",
        proposal="volta",
        by="adwoa@volta.example",
        zone="Africa/Accra",
        starts=datetime(2025, 5, 14, 13),
        minutes=75,
        stage="over",
        title="Paid to notice: what happens when community monitors earn a wage",
        lead="In 64 cocoa villages those who look out for working children are paid. Two of them go through three real case files.",
        description=[
            "Visits doubled, and so did the number of children found early enough to be back at school within a term.",
            "Participants work out what a paid monitor would cost where they are.",
        ],
        agenda=[
            (10, "Welcome", "Adwoa Mensah-Boadi", ""),
            (35, "Three case files", "Two monitors", "Names and places are changed."),
            (30, "What it costs where you are", "", ""),
        ],
        speakers=[
            (
                True,
                "Adwoa Mensah-Boadi",
                "Head of programmes, Volta Cocoa Farm Workers’ Union",
                "",
            ),
            (False, "Kwabena Asiedu", "Monitor, Volta Cocoa Farm Workers’ Union", ""),
        ],
        lessons=[
            "An employer from the case committee spoke in the end, as the committee had asked. It changed the questions."
        ],
        public="The hosts asked for it, and the case files shown are made anonymous.",
        attendance=188,
    ),
    WebinarStory(
        slug=LIVE,
        proposal="andaman",
        by="wirat@andaman.example",
        zone="Asia/Bangkok",
        starts=None,
        minutes=150,
        stage="ready",
        title="Reading the track of a vessel: forced labour at sea, seen from the shore",
        lead="Former crew members and observers teach how to read thirty real tracks, and when a pattern is just the weather.",
        interpretation=("fr", "es"),
        description=[
            "A boat that meets another boat at night, that stays out for eleven months, that switches its signal off two miles before the border: its track tells more than its papers.",
        ],
        agenda=[
            (10, "Welcome", "Wirat Suwannarat", ""),
            (50, "Thirty tracks", "", "Open the file with the tracks before we begin."),
            (60, "In groups: a reason to ask, or the weather?", "", ""),
            (30, "What happened after three reports", "", ""),
        ],
        speakers=[
            (
                True,
                "Wirat Suwannarat",
                "Andaman Fishers’ Rights Network",
                "He spent four years at sea before he began to write down what he saw.",
            ),
            (False, "Sereana Vakaloloma", "Pacific observers’ association", ""),
        ],
        materials=("thirty-tracks.pdf",),
    ),
    WebinarStory(
        slug=text.TOMATOES["slug"][0],
        proposal="tavoliere",
        by="michele@tavoliere.example",
        zone="Europe/Rome",
        starts=at_clock(16, 17),
        moved_from=at_clock(14, 17),
        invited=True,
        attending=("adwoa@volta.example", "melissa@straits.example"),
        minutes=90,
        stage="ready",
        interpretation=("fr",),
        public="The hosts want growers and buyers who are not members to hear it, and the talk about safety has taken place.",
        french=True,
        **{k: v for k, v in text.TOMATOES.items() if k != "slug"},
    ),
    WebinarStory(
        slug="a-contract-for-a-day",
        proposal="macizo",
        by="hernan@macizo.example",
        zone="America/Bogota",
        starts=at_clock(30, 9),
        minutes=60,
        stage="submitted",
        language="es",
        interpretation=("en",),
        title="Pickers with a contract for a day: social security for the coffee harvest",
        lead="A picker works on nine farms in one harvest, and none of them registers her. A cooperative and a telephone solved it.",
        description=[
            "The cooperative is the employer, the farms pay by the day, and the person is insured all year. We show figures, contracts and the anger of the first months.",
        ],
        agenda=[
            (10, "Welcome", "Hernán Quilindo", ""),
            (25, "One harvest, nine farms, one contract", "Hernán Quilindo", ""),
            (25, "Questions", "", ""),
        ],
        speakers=[
            (True, "Hernán Quilindo", "Federación de Caficultores del Macizo", ""),
            (False, "Verónica Tipán", "Instituto Andino de Cadenas Productivas", ""),
        ],
    ),
    WebinarStory(
        slug="the-employer-pays",
        proposal="gulfbuild",
        by="khalid@gulfbuild.example",
        zone="Asia/Qatar",
        starts=at_clock(52, 11),
        minutes=90,
        stage="changes",
        title="The employer pays – صاحب العمل يدفع – and the building still gets built",
        lead="Thirty-one contractors pay every cost of recruitment. It added 1.4 per cent to the cost of labour.",
        interpretation=("ar",),
        description=[
            "سنعرض في هذه الورشة كيف اتفق واحد وثلاثون مقاولاً على أن يتحمّل صاحب العمل كل كلفة الاستقدام.",
            "And what an outsider found who was allowed to look at their books.",
        ],
        agenda=[
            (20, "The sums", "Khalid Al-Suwaidi", ""),
            (40, "A site committee answers", "", ""),
            (30, "Questions", "", ""),
        ],
        speakers=[
            (
                True,
                "Khalid Al-Suwaidi",
                "Gulf Contractors’ Round Table on Recruitment",
                "",
            ),
            (False, "A speaker of a site committee", "Named on the day", ""),
        ],
        comment=(
            "speakers",
            "Please name the person who moderates besides Mr Al-Suwaidi: the committee wants somebody who is no contractor.",
        ),
    ),
    WebinarStory(
        slug="visit-to-a-hiring-hall",
        zone="Europe/Lisbon",
        starts=at_clock(40, 15),
        minutes=45,
        stage="ready",
        invited=True,
        title="A visit to a hiring hall, by camera",
        lead="Forty-five minutes in a port where dockers are hired by turn, not by favour.",
        hosts=("threads", "lowlands"),
        by="imogen@threads.example",
        description=[
            "A turn is drawn every morning at six, in front of everybody. We watch one, and ask those who drew nothing what they think of it.",
        ],
        agenda=[
            (25, "The hall, at the hour of hiring", "Two dockers, with a camera", ""),
            (20, "Questions", "Imogen Farrow", ""),
        ],
        speakers=[(True, "Imogen Farrow", "Editor, Common Threads", "")],
        cancelled="The port does not allow cameras this season. We look for another hall.",
    ),
]
