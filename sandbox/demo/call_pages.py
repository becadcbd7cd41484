"""The words that each call has of its own, kept as ``call_text`` says."""

from .call_text import ATTENDS, OVERVIEW, SELECTION, WHO_MAY

_HOW_2024 = [
    (
        "Sign in and fill in the form in English, French or Spanish. You can save a draft "
        "at any time, invite your partners from within the form, and change what you "
        "submitted until the call closes on 31 December 2024 at 23:59, Geneva time.",
        "Connectez-vous et remplissez le formulaire en anglais, en français ou en "
        "espagnol. Vous pouvez enregistrer un brouillon à tout moment, inviter vos "
        "partenaires depuis le formulaire et modifier ce que vous avez envoyé jusqu’à la "
        "clôture, le 31 décembre 2024 à 23 h 59, heure de Genève.",
    ),
]

_SIGN_IN = (
    "Sign in and fill in the form in English, French or Spanish. You can save a draft "
    "at any time, invite your partners from within the form, and change what you "
    "submitted until the call closes. The closing time stands at the top of this "
    "page, with its time zone and in your own time.",
    "Connectez-vous et remplissez le formulaire en anglais, en français ou en "
    "espagnol. Vous pouvez enregistrer un brouillon à tout moment, inviter vos "
    "partenaires depuis le formulaire et modifier ce que vous avez envoyé jusqu’à la "
    "clôture. L’heure de clôture figure en haut de cette page, avec son fuseau "
    "horaire et dans votre heure locale.",
)

_HOW = [
    _SIGN_IN,
    (
        "Proposals that were not selected last time may come again. Tell us in the "
        "answers what has changed since.",
        "Les propositions non retenues la dernière fois peuvent revenir. Dites-nous dans "
        "les réponses ce qui a changé depuis.",
    ),
]


_WORKSHOPS = (("What a workshop is", "Ce qu’est un atelier"), OVERVIEW)


def _sections(about, how, *, overview=_WORKSHOPS, selection=SELECTION):
    return [
        ("about", ("About the series", "La série"), about),
        ("overview", *overview),
        ("who-may", ("Who may propose", "Qui peut proposer"), WHO_MAY),
        (
            "selection",
            ("How the selection is made", "Comment se fait la sélection"),
            selection,
        ),
        ("attends", ("Who attends", "Qui participe"), ATTENDS),
        ("how", ("How to apply", "Comment postuler"), how),
    ]


CLOSED_CALL = {
    "title": (
        "Deep-dive workshops on supply chains",
        "Ateliers approfondis sur les chaînes d’approvisionnement",
    ),
    "slug": ("deep-dive-workshops-2024", "ateliers-approfondis-2024"),
    "lead": (
        "Propose a virtual workshop in which members learn from one another how to end "
        "child labour, forced labour and human trafficking in supply chains.",
        "Proposez un atelier virtuel où les membres apprennent les uns des autres comment "
        "mettre fin au travail des enfants, au travail forcé et à la traite des êtres "
        "humains dans les chaînes d’approvisionnement.",
    ),
    "sections": _sections(
        [
            (
                "The members of the Supply Chain Action Group know a great deal about "
                "what works and what does not. Much of it stays inside the organization "
                "that learned it. This series brings it out: one subject at a time, with "
                "enough time to ask how it was really done.",
                "Les membres du Groupe d’action sur les chaînes d’approvisionnement "
                "savent beaucoup de choses sur ce qui marche et ce qui ne marche pas. Une "
                "grande partie de ce savoir reste dans l’organisation qui l’a acquis. "
                "Cette série le met en commun : un sujet à la fois, avec assez de temps "
                "pour demander comment cela s’est vraiment passé.",
            ),
            (
                "The workshops will take place from March to November 2025.",
                "Les ateliers auront lieu de mars à novembre 2025.",
            ),
        ],
        _HOW_2024,
    ),
}

_DIALOGUES = [
    (
        "Each dialogue is a small workshop of sixty minutes. It takes up one of these:",
        "Chaque dialogue est un petit atelier de soixante minutes. Il porte sur l’un de "
        "ces sujets :",
    ),
    [
        (
            "one way of paying, by the piece, by weight, by share or by season, and what "
            "it does to families;",
            "une manière de payer, à la pièce, au poids, à la part ou à la saison, et ce "
            "qu’elle fait aux familles ;",
        ),
        (
            "one form of debt, from the first advance to the last instalment;",
            "une forme d’endettement, de la première avance à la dernière échéance ;",
        ),
        (
            "one attempt to change either of them, with its figures and its setbacks.",
            "une tentative de changer l’une ou l’autre, avec ses chiffres et ses revers.",
        ),
    ],
]

_BY_POINTS = [
    (
        "Two reviewers, who do not learn from whom a proposal comes, score it against "
        "the four criteria below. To the mean of their scores, counted from 0 to 100, "
        "are added:",
        "Deux évaluateurs, qui ne savent pas de qui vient la proposition, la notent "
        "selon les quatre critères ci-dessous. À la moyenne de leurs notes, comptée de 0 "
        "à 100, s’ajoutent :",
    ),
    [
        (
            "three points for a joint proposal;",
            "trois points pour une proposition commune ;",
        ),
        (
            "two points for action in a Pathfinder Country.",
            "deux points pour une action dans un pays pionnier.",
        ),
    ],
    (
        "Among proposals that stand close together the Secretariat chooses so that every "
        "region has a dialogue, and each of the three problems is spoken of.",
        "Entre des propositions proches, le Secrétariat choisit de manière que chaque "
        "région ait un dialogue et que chacun des trois problèmes soit abordé.",
    ),
    SELECTION[-1],
]

REVIEW_CALL = {
    "title": (
        "Regional dialogues on wages, piece rates and debt",
        "Dialogues régionaux sur les salaires, le travail à la tâche et l’endettement",
    ),
    "slug": ("regional-dialogues", "dialogues-regionaux"),
    "lead": (
        "Propose a dialogue in which members of one region, or of two that sell to the "
        "same buyers, ask one question: how are people paid, and what has that to do with "
        "child labour, forced labour and human trafficking?",
        "Proposez un dialogue où des membres d’une région, ou de deux régions qui vendent "
        "aux mêmes acheteurs, posent une seule question : comment les gens sont-ils payés, "
        "et quel est le lien avec le travail des enfants, le travail forcé et la traite "
        "des êtres humains ?",
    ),
    "sections": _sections(
        [
            (
                "One subject came up in nearly every workshop of the first series, "
                "whatever the crop or the product: who sets the price of a day’s work, "
                "who lends when it is not enough, and who else in the family works "
                "because of it. These dialogues take up that subject alone.",
                "Un sujet est revenu dans presque tous les ateliers de la première série, "
                "quels que soient la culture ou le produit : qui fixe le prix d’une "
                "journée de travail, qui prête quand elle ne suffit pas, et qui d’autre, "
                "dans la famille, travaille pour cette raison. Ces dialogues portent sur "
                "ce seul sujet.",
            ),
            (
                "They are smaller than the workshops, and regional: held at an hour that "
                "suits the region, in the language that most of those present speak. The "
                "first ones take place about three months after the call closes.",
                "Ils sont plus petits que les ateliers, et régionaux : ils se tiennent à "
                "une heure qui convient à la région, dans la langue que parlent la plupart "
                "des personnes présentes. Les premiers ont lieu environ trois mois après "
                "la clôture de l’appel.",
            ),
        ],
        [
            _SIGN_IN,
            (
                "Reviewers do not see which organization proposes. Please leave its name "
                "out of the title, the summary, the answers and the files, and tell us by "
                "function rather than by name who would speak.",
                "Les évaluateurs ne voient pas quelle organisation propose. Ne la nommez "
                "donc ni dans le titre, ni dans le résumé, ni dans les réponses, ni dans "
                "les fichiers, et indiquez la fonction plutôt que le nom des personnes qui "
                "prendraient la parole.",
            ),
        ],
        overview=(("What a dialogue is", "Ce qu’est un dialogue"), _DIALOGUES),
        selection=_BY_POINTS,
    ),
}

_HOUR = ("How an hour may be spent", "Comment une heure peut se passer")
_HOUR_ROWS = [
    [("Part", "Partie"), ("Who", "Qui"), ("Minutes", "Minutes")],
    [
        ("Welcome, and what this is about", "Accueil et présentation du sujet"),
        ("Moderator", "Modération"),
        ("5", "5"),
    ],
    [
        ("The case, as it happened", "Le cas, tel qu’il s’est passé"),
        ("Hosts", "Organisations hôtes"),
        ("25", "25"),
    ],
    [
        ("In groups: what would you have done?", "En groupes : qu’auriez-vous fait ?"),
        ("Everybody", "Tout le monde"),
        ("15", "15"),
    ],
    [
        ("Questions, and what comes next", "Questions et suites"),
        ("Hosts and everybody", "Organisations hôtes et tout le monde"),
        ("15", "15"),
    ],
]

OPEN_CALL = {
    "title": (
        "Deep-dive workshops on supply chains: second series",
        "Ateliers approfondis sur les chaînes d’approvisionnement : deuxième série",
    ),
    "slug": ("deep-dive-workshops", "ateliers-approfondis"),
    "lead": (
        "The workshops go on. Tell us what you have learned about ending child labour, "
        "forced labour and human trafficking in supply chains, and share it with the "
        "other members in a webinar of your own.",
        "Les ateliers continuent. Dites-nous ce que vous avez appris pour mettre fin au "
        "travail des enfants, au travail forcé et à la traite des êtres humains dans les "
        "chaînes d’approvisionnement, et partagez-le avec les autres membres dans votre "
        "propre webinaire.",
    ),
    "sections": _sections(
        [
            (
                "Members asked for a second series because the first left them with "
                "better questions. They want to hear more from workers’ organizations, "
                "from labour inspectors and from the Arab States, more about what buyers "
                "changed in their own purchasing, and more about human trafficking.",
                "Les membres ont demandé une deuxième série parce que la première leur a "
                "laissé de meilleures questions. Ils veulent entendre davantage les "
                "organisations de travailleurs, les inspections du travail et les États "
                "arabes, en savoir plus sur ce que les acheteurs ont changé dans leurs "
                "propres achats, et sur la traite des êtres humains.",
            ),
            (
                "The first workshops take place about four months after the call closes.",
                "Les premiers ateliers ont lieu environ quatre mois après la clôture de "
                "l’appel.",
            ),
        ],
        _HOW,
    ),
    "tables": [("hour", _HOUR, _HOUR_ROWS)],
}
