"""Reviews of the closed call's proposals from the Arab States."""

from .reviews import ReviewStory, Revision

REVIEWS = [
    ReviewStory(
        proposal="gulfbuild",
        by="liza@cedar.example",
        assigned=16.41,
        submitted=29.45,
        scores={"standards": 1, "causes": 4, "scale": 4, "novelty": 4},
        remarks={
            "standards": "Committees elected on site are not trade unions, and the text is honest enough to say that there are none.",
            "novelty": "A call three weeks after arrival, by another worker, in one’s own language. It is how we do it in our circle, and it works.",
        },
        recommendation="maybe",
        note="I came from such a job myself, and 18,200 people who paid nothing to get theirs is not small. But freedom of association is the first of the principles by which we are asked to judge. I would take it only if the site committee’s speaker may answer without his employer beside him.",
        feedback="Let Mr Rai speak from a room of his own. Tell us in how many of the arrival interviews people asked not to be quoted, and what the committees have won besides fees.",
        changed=(
            Revision(
                43.61,
                {"standards": 2},
                "The law there allows no unions, so I had marked the contractors down for something that is not theirs to give. That the building workers’ international attends the review earns a point.",
            ),
        ),
    ),
    ReviewStory(
        proposal="gulfbuild",
        by="meenakshi@deccan.example",
        assigned=16.41,
        submitted=35.39,
        scores={"standards": 4, "causes": 4, "scale": 5, "novelty": 3},
        remarks={
            "scale": "1.4 per cent on labour cost: the one number that will travel fastest among employers.",
        },
        recommendation="yes",
        note="Labour from my state builds there, and the price list of honest agencies is what its families lack. Seven exclusions show that the rules bite. I know of no other employers’ group in the region that would open its books.",
        feedback="Present the price list corridor by corridor and say who updates it. The seven exclusions need no names to be instructive: what was found, who decided, how long it took.",
    ),
    ReviewStory(
        proposal="gulfbuild",
        by="genevieve@lakes.example",
        assigned=16.41,
        submitted=40.47,
        scores={"standards": 4, "causes": 3, "scale": 4, "novelty": 4},
        remarks={
            "causes": "La concurrence des agences cesse parmi les trente et un membres et continue au-dehors. Ils l’écrivent, et c’est à leur honneur.",
        },
        recommendation="yes",
        note="Le lien avec les marchés publics m’intéresse directement : sans un client qui inscrit la règle dans ses appels d’offres, rien ne se répète. Les 4 pour cent qui avaient payé ont été remboursés en trente jours, selon une source unique.",
        feedback="Apportez la clause type qui rend l’agence responsable de ses sous-agents, en arabe et en anglais. Une autorité adjudicatrice parmi les intervenants donnerait à la séance le débouché qui lui manque.",
    ),
    ReviewStory(
        proposal="rafidain",
        by="liza@cedar.example",
        assigned=16.41,
        submitted=32.73,
        scores={"standards": 4, "causes": 4, "scale": 2, "novelty": 4},
        remarks={
            "causes": "A paper that is renewed opens the school, the ration card and another job. They began at the right end.",
        },
        recommendation="maybe",
        note="I read both languages of it, and the Arabic is the better text. What they decided never to write down could fill the session. I doubt that photographs of these families can be shown safely, even with pauses.",
        feedback="Please think about drawings where you planned photographs, or show hands and places only. The decision never to record certain things is your real subject; give it half of the time.",
    ),
    ReviewStory(
        proposal="rafidain",
        by="reviewer3@alliance.example",
        assigned=16.41,
        submitted=38.64,
        scores={"standards": 3, "causes": 4, "scale": 2, "novelty": None},
        remarks={
            "standards": "Half of this answer is in a language that I cannot read, so I judged the other half.",
            "novelty": "I know too little about work with displaced families to say what is new in it.",
        },
        recommendation="maybe",
        note="One of my fellow reviewers belongs to the observatory; we did not talk about it. 534 children enrolled and 61 per cent still there after a year is honest. How it was paid for is missing.",
        feedback="Write the whole answer about standards in one language next time, or in both. Say what a weekly visit by a nurse, a teacher and a lawyer costs, since that decides who can follow you.",
    ),
    ReviewStory(
        proposal="rafidain",
        by="reviewer2@alliance.example",
        assigned=16.41,
        submitted=43.36,
        scores={"standards": 4, "causes": 3, "scale": 2, "novelty": 4},
        remarks={
            "scale": "Forty kilns every week with three professionals. Admirable, and hard to hand on.",
        },
        recommendation="no",
        note="Two proposals on brick kilns would be one too many, and Nepal’s is further along. With autumn dates and no evaluation yet, this one loses little by waiting for the next call.",
        feedback="Have the attendance figures checked by somebody from outside before you come back, and bring the provincial trade union federation as a partner. Knowing when not to go back is a session in itself.",
    ),
]
