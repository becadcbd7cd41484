"""Conflicts of interest, and what the Secretariat decided about the closed call."""

from .reviews import ConflictStory, DecisionStory

DECLARED = [
    ConflictStory(
        proposal="volta",
        by="harriet@gills.example",
        day=14.44,
        reason="My institute evaluated the monitors’ work, and a colleague has agreed to moderate the session.",
    ),
    ConflictStory(
        proposal="tavoliere",
        by="paula@harborline.example",
        day=14.63,
        reason="We buy tinned tomatoes from two of the three canneries that pay for the buses.",
    ),
    ConflictStory(
        proposal="rsec",
        by="reviewer2@alliance.example",
        day=15.38,
        reason="My foundation pays a grant for the school calendar in eleven of the villages.",
    ),
    ConflictStory(
        proposal="ferghana",
        by="meenakshi@deccan.example",
        day=15.47,
        reason="Our members gin cotton that competes with the harvest described here. I would rather not be seen to judge it.",
    ),
]

#: Derived from membership, and lifted by the Secretariat.
LIFTED = [
    ConflictStory(
        proposal="bhatta",
        by="hiba@rafidain.example",
        day=15.71,
        reason="The observatory was invited as a partner and never answered, so it has no part in the proposal. Ms Al-Tamimi confirms that there was no other contact. Nobody else among the reviewers knows brick kilns from the inside.",
    ),
]

#: In the call in review, where reviewers are not told who proposes.
DECLARED_IN_REVIEW = [
    ConflictStory(
        proposal="zazamika",
        by="reviewer2@alliance.example",
        day=1.12,
        reason="The text does not say whose granaries these are, but I know them: my foundation paid for four of the twenty-two.",
    ),
]

DECISIONS = [
    DecisionStory(
        proposal="hornos",
        decision="ineligible",
        day=13.61,
        rationale="The union’s membership ended on 10 January 2025, when it merged into a national federation that is not a member yet, so nobody could host the webinar. The federation has been told how to join, and that the subject would be welcome in the next call.",
    ),
    DecisionStory(
        proposal="rsec",
        decision="selected",
        day=50.41,
        rationale="First by merit, with three reviewers of one mind. The only webinar about schools, and in French.",
    ),
    DecisionStory(
        proposal="straits",
        decision="selected",
        day=50.42,
        rationale="Second by merit. A buyer, a public employment office and suppliers speak about one repayment. Who wrote the evaluation has to be known before the webinar is announced.",
    ),
    DecisionStory(
        proposal="volta",
        decision="selected",
        day=50.43,
        rationale="Third by merit. The committee asks for a speaker from the employers on its case committee, as one reviewer suggests.",
    ),
    DecisionStory(
        proposal="andaman",
        decision="selected",
        day=50.44,
        rationale="Fourth by merit. Ready-made as a training for inspectors, with interpretation into French and Spanish.",
    ),
    DecisionStory(
        proposal="tavoliere",
        decision="selected",
        day=50.45,
        rationale="Fifth by merit, and the first single proposal in the ranking. The threats against drivers call for a talk with the hosts about safety before anything is published.",
    ),
    DecisionStory(
        proposal="macizo",
        decision="selected",
        day=50.46,
        rationale="Shares the sixth place with Padma. Employers lead it, and it is the only webinar in Spanish.",
    ),
    DecisionStory(
        proposal="padma",
        decision="selected",
        day=50.47,
        rationale="Shares the sixth place with Macizo. Buyer and trade union speak about the same orders.",
    ),
    DecisionStory(
        proposal="gulfbuild",
        decision="reserve",
        day=50.48,
        rationale="Eleventh in the ranking, and put before the eighth, ninth and tenth: if a host drops out, the series should gain a voice from the Arab States, from which it has none.",
        order=1,
    ),
    DecisionStory(
        proposal="bhatta",
        decision="reserve",
        day=50.49,
        rationale="Eighth by merit. Would take the place of any webinar on debt, at the dates offered between June and August.",
        order=2,
    ),
    DecisionStory(
        proposal="zafra",
        decision="reserve",
        day=50.5,
        rationale="Same merit as Findik, and before it by the published rule, because it is about action in a Pathfinder Country.",
        order=3,
    ),
    DecisionStory(
        proposal="findik",
        decision="declined",
        day=50.51,
        rationale="Tenth, with ten places to give. It gives way to Gulfbuild for the balance between the three problems: child labour on farms has three webinars already, and another would leave less room for forced labour and human trafficking. To be encouraged to come back with an exporter as a partner.",
    ),
    DecisionStory(
        proposal="cerrado",
        decision="declined",
        day=50.52,
        rationale="Well judged, for a narrow audience. Together with one of the confederations on its council it would be a strong joint proposal.",
    ),
    DecisionStory(
        proposal="kolwezi",
        decision="declined",
        day=50.53,
        rationale="Thirteenth. The reviewers want to know what became of the 81 young people whom nobody follows; we ask for that with the letter.",
    ),
    DecisionStory(
        proposal="vigie",
        decision="declined",
        day=50.54,
        rationale="The reviewers are far apart: two would have it among the first, one among the last. The committee read all three and follows the ranking. The method is offered to the group as a reading circle instead.",
    ),
    DecisionStory(
        proposal="cmt",
        decision="declined",
        day=50.55,
        rationale="Fifteenth. A joint proposal with the regional union, in a year’s time, is what we shall suggest.",
    ),
    DecisionStory(
        proposal="ferghana",
        decision="declined",
        day=50.56,
        rationale="Sixteenth, with dates before the series begins, and a risk to one speaker that a webinar cannot remove.",
    ),
    DecisionStory(
        proposal="rafidain",
        decision="declined",
        day=50.57,
        rationale="Seventeenth. It would have given the Arab States a voice as well, but its hosts themselves wait for an evaluation and for autumn.",
    ),
    DecisionStory(
        proposal="zazamika",
        decision="declined",
        day=50.58,
        rationale="Eighteenth, with reviews that contradict each other about causes. Whoever writes the letter should quote both sides.",
    ),
    DecisionStory(
        proposal="hillcountry",
        decision="declined",
        day=50.59,
        rationale="Last, for want of information rather than of substance. We offer an hour on the telephone before the next call.",
    ),
    DecisionStory(
        proposal="gulfbuild",
        decision="selected",
        day=56.4,
        rationale="Eleventh in the ranking and selected all the same, for the balance of the series. Seen side by side, the seven had no host from the Arab States, and four workers’ organizations beside one of employers. The difference to the sixth place is less than five points, and the eighth to tenth would have changed neither. One reviewer’s condition is accepted: the site committee’s speaker answers from a room of his own.",
    ),
    DecisionStory(
        proposal="padma",
        decision="reserve",
        day=56.41,
        rationale="Sixth in the ranking and moved to the first reserve, to make room for Gulfbuild. It comes last of four workers’ organizations and would be, after Penang, the second webinar on what buyers change in Asian factories. Macizo, with the same merit, stays because nothing else is in Spanish.",
        order=1,
    ),
]
