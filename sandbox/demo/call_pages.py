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

_HOW = [
    (
        "Sign in and fill in the form in English, French or Spanish. You can save a draft "
        "at any time, invite your partners from within the form, and change what you "
        "submitted until the call closes. The closing time stands at the top of this "
        "page, with its time zone and in your own time.",
        "Connectez-vous et remplissez le formulaire en anglais, en français ou en "
        "espagnol. Vous pouvez enregistrer un brouillon à tout moment, inviter vos "
        "partenaires depuis le formulaire et modifier ce que vous avez envoyé jusqu’à la "
        "clôture. L’heure de clôture figure en haut de cette page, avec son fuseau "
        "horaire et dans votre heure locale.",
    ),
    (
        "Proposals that were not selected last time may come again. Tell us in the "
        "answers what has changed since.",
        "Les propositions non retenues la dernière fois peuvent revenir. Dites-nous dans "
        "les réponses ce qui a changé depuis.",
    ),
]


def _sections(about, how):
    return [
        ("about", ("About the series", "La série"), about),
        ("overview", ("What a workshop is", "Ce qu’est un atelier"), OVERVIEW),
        ("who-may", ("Who may propose", "Qui peut proposer"), WHO_MAY),
        (
            "selection",
            ("How the selection is made", "Comment se fait la sélection"),
            SELECTION,
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
}
