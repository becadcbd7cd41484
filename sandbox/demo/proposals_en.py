"""Proposals that were written in English."""

from .load_calls import CLOSED, OPEN
from .story import Document, Partner, Story

STORIES = [
    Story(
        call=CLOSED,
        by="adwoa@volta.example",
        language="en",
        started=3.1,
        submitted=20.3,
        title="Paid to notice: what happens when community monitors earn a wage",
        summary="In 64 cocoa villages we stopped asking volunteers to look out for children who work and began to pay them as part-time staff of the union. Visits doubled, and so did the number of children found early enough to be back at school within a term. Participants will go through three real case files with two of our monitors, see the register that they keep, and work out what a wage for monitors would cost in their own supply chain.",
        outcomes="action capacity",
        focus="child",
        countries="GH CI",
        languages="en fr",
        interpretation="fr",
        dates="Any Tuesday or Thursday in April or May, from 13:00 to 15:00 in Accra. Not during the light crop in July.",
        public=True,
        phone="+233 30 555 0142",
        answers={
            "chains": "Cocoa, from the farm to the grinding plant",
            "format": "case",
            "learning": "Calculate what paid monitoring costs for a village, a district and a buyer; use a one-page register that a monitor can fill in with a pencil; and tell from it which households need a visit next week.",
            "audience": "workers companies governments",
            "alignment": "The work follows Conventions No. 138 and No. 182 and Ghana’s list of hazardous work. Monitors are members of the union and employed under our collective agreement, so that those who protect children have decent work themselves. The farmers’ employers’ federation sits with us and the district labour officer on the committee that reviews every serious case.",
            "root_causes": "Children carry pods because adult labour costs more than the farm earns in the lean months. Each case therefore ends with a plan for the household, not with a warning: a labour-sharing group at harvest, a place in the school meal programme, a birth certificate where one is missing.",
            "results": "Between 2021 and 2023 the monitors made 11,400 visits and identified 1,986 children in hazardous work. 1,512 of them had stopped two school terms later. It did not work in six villages where the chief’s family owned the largest farms; we say why. Others need a wage budget of about 31 dollars per household and year and a union or association that can employ people.",
            "people": "1512",
            "since": "2021-02-01",
            "evaluated": "yes",
            "evaluation": "https://www.gills.example/reports/paid-monitors",
            "novelty": "Everybody speaks of community-based monitoring; hardly anybody pays for it. We can show what changes when it is a job.",
            "who": "Adwoa Mensah-Boadi; two monitors, Abena Frimpong and Yaw Dartey; the district labour officer of Juaboso; a buyer from the Lowlands Chocolate Makers’ Association.",
            "speaker_countries": "GH CI NL",
            "moderator": "ronald@gills.example",
        },
        files=(
            Document(
                "monitors-2021-2023.pdf",
                "Paid monitors in 64 villages",
                (
                    "Visits 2020 (volunteers): 5,730",
                    "Visits 2021 to 2023 (paid): 11,400",
                    "Children identified in hazardous work: 1,986",
                    "No longer in hazardous work after two terms: 1,512",
                    "Cost per household and year: 31 US dollars",
                ),
            ),
        ),
        partners=(
            Partner("lowlands", "confirmed", "joost@lowlands.example", 6.4),
            Partner("ofa", "confirmed", "mariam@ofa.example", 9.2),
        ),
    ),
    Story(
        call=OPEN,
        by="sunita@bhatta.example",
        language="en",
        started=8.2,
        submitted=None,
        title="Two seasons later: did the advance ledger hold?",
        outcomes="action",
        focus="forced child",
        countries="NP",
        languages="en",
        answers={"chains": "Bricks"},
    ),
]
