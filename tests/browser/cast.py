"""Who and what the browser tests meet, besides the people of the demonstration."""

from sandbox.demo.call_blocks import option_id, outcome_id, question_id

#: Ana and Ben act for the same organization; Otto's is not in the call's group.
ANA, BEN = "ana@miners.example", "ben@miners.example"
ROSA, OTTO = "rosa@firm.example", "otto@outside.example"
MINERS, FIRM, OUTSIDE = "Union of Miners", "Fair Firm", "Outside the Group"

ADMIN, EDITOR = "admin@alliance.example", "editor@alliance.example"
OUTSIDER = "visitor@alliance.example"
AUDITOR = "auditor@alliance.example"
REVIEWER, OTHER_REVIEWER = "reviewer@alliance.example", "reviewer2@alliance.example"
SUNITA, MARGARET = "sunita@bhatta.example", "margaret@lakes.example"
MELISSA, RANIA = "melissa@straits.example", "rania@ghor.example"
#: Hosts of a webinar that changes are asked for, and of one that is over.
KHALID, FATOUMATA = "khalid@gulfbuild.example", "fatoumata@rsec.example"
PEOPLE = (
    *(ANA, BEN, ROSA, OTTO),
    *(ADMIN, EDITOR, AUDITOR, REVIEWER, OTHER_REVIEWER),
    *(OUTSIDER, SUNITA, MARGARET, MELISSA, RANIA),
    *(KHALID, FATOUMATA),
)

CALL = "/en/calls/deep-dive-workshops/"
ARABIC_CALL = "/ar/calls/deep-dive-workshops/"
ARABIC_TITLE = "ندوات متعمقة بشأن سلاسل التوريد: السلسلة الثانية"
ARABIC_LEAD = "تدعو مجموعة العمل أعضاءها إلى اقتراح ندوات بين فبراير ويونيو 2027."
CLOSED = "/en/calls/deep-dive-workshops-2024/"
PROPOSALS = "/en/workshops/proposals/"
WEBINARS, MINE = "/en/webinars/", "/en/workshops/webinars/mine/"

#: A call that has closed, with five proposals that nobody has judged.
JUDGED = "Workshops: to be judged"
#: There is a page at /en/calls/<state>/ for each of these.
STATES = ("upcoming", "closing-soon", "announced", "no-dates", "changed")
#: Its source page is not live, so only its French page is, and takes nothing.
UNAVAILABLE = "/fr/appels/unavailable/"


def field(question):
    """Return the form field of a question of the demonstration."""
    return f"q_{question_id(question)}"


def option(question, name):
    return option_id(question, name)


#: What Ana's complete draft says, by form field.
COMPLETE = {
    "title": "Safe mines without children",
    "summary": "What three unions learned in artisanal mines.",
    "outcomes": [outcome_id("research")],
    "focus": ["child_labour"],
    "languages": ["en"],
    "contact_name": "Ana Example",
    "contact_email": ANA,
    field("chains"): "Gold",
    field("format"): option("format", "panel"),
    field("learning"): "Talk with families who mine.",
    field("audience"): [option("audience", "workers")],
    field("alignment"): "Three unions lead it.",
    field("root_causes"): "Poverty and distant schools.",
    field("results"): "Four hundred children learn again.",
    field("evaluated"): "no",
    field("novelty"): "Unions of a trade that had none.",
}
