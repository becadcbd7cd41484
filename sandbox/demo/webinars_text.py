"""The words of the webinars, in pairs of English and French where both are shown."""

INDEX = {
    "title": ("Webinars", "Webinaires", "Seminarios web"),
    "slug": ("webinars", "webinaires", "seminarios-web"),
    "introduction": [
        (
            "Members of the Alliance share in these webinars what they have learned. Most of "
            "them are for members; some are open to everybody.",
            "Les membres de l’Alliance partagent dans ces webinaires ce qu’ils ont appris. La "
            "plupart sont réservés aux membres ; certains sont ouverts à tout le monde.",
            "Los miembros de la Alianza comparten en estos seminarios web lo que han "
            "aprendido. La mayoría son para miembros; algunos están abiertos a todo el mundo.",
        ),
    ],
}

SCHOOL = {
    "title": (
        "School stays open during the harvest: moving the holidays, not the children",
        "L’école ouverte pendant la récolte : déplacer les vacances plutôt que les enfants",
    ),
    "slug": ("school-and-harvest", "ecole-et-recolte"),
    "lead": (
        "In 38 cotton villages of Mali and Benin the school year now pauses when the fields "
        "are empty. An inspector, a farmer and a union delegate tell how.",
        "Dans 38 villages cotonniers du Mali et du Bénin, l’année scolaire s’arrête désormais "
        "quand les champs sont vides. Un inspecteur, une cultivatrice et un délégué syndical "
        "racontent comment.",
    ),
    "description": [
        (
            "When school and harvest fall into the same month, a poor family chooses the "
            "harvest. The villages did not argue with that choice: they made it unnecessary.",
            "Quand l’école et la récolte tombent le même mois, une famille pauvre choisit la "
            "récolte. Les villages n’ont pas discuté ce choix : ils l’ont rendu inutile.",
        ),
        (
            "Participants draw the farming and the school calendar of a district on one "
            "sheet, and leave with the outline of a request to their own school authority.",
            "Les participants dessinent sur une seule feuille le calendrier agricole et le "
            "calendrier scolaire d’une commune, et repartent avec l’ébauche d’une demande à "
            "leur propre académie.",
        ),
    ],
    "agenda": [
        (
            10,
            ("Welcome", "Accueil"),
            ("Salimata Coulibaly", "Salimata Coulibaly"),
            None,
        ),
        (
            25,
            (
                "How two calendars came to agree",
                "Comment deux calendriers se sont accordés",
            ),
            ("Fatoumata Diarrassouba", "Fatoumata Diarrassouba"),
            None,
        ),
        (
            20,
            ("What it cost, and who gave up", "Ce que cela a coûté, et qui a renoncé"),
            ("Innocent Sabi Gado", "Innocent Sabi Gado"),
            (
                "With the figures of three years.",
                "Avec les chiffres de trois années.",
            ),
        ),
        (
            30,
            ("Your own district on one sheet", "Votre commune sur une feuille"),
            None,
            None,
        ),
        (5, ("Close", "Clôture"), None, None),
    ],
    "speakers": [
        (
            True,
            "Salimata Coulibaly",
            ("Cotton farmer, Koutiala", "Cotoncultrice, Koutiala"),
            None,
        ),
        (
            False,
            "Fatoumata Diarrassouba",
            (
                "Coordinator, Réseau Sahel École et Coton",
                "Coordinatrice, Réseau Sahel École et Coton",
            ),
            (
                "She taught for eleven years in the villages that she speaks about.",
                "Elle a enseigné onze ans dans les villages dont elle parle.",
            ),
        ),
        (
            False,
            "Innocent Sabi Gado",
            (
                "Delegate, Syndicat des cotonculteurs du Septentrion",
                "Délégué, Syndicat des cotonculteurs du Septentrion",
            ),
            None,
        ),
    ],
    "lessons": [
        (
            "Two districts have written to us since. What convinced people was the sheet, not "
            "the slides.",
            "Deux communes nous ont écrit depuis. Ce qui a convaincu, c’est la feuille, pas les "
            "diapositives.",
        ),
    ],
}

TOMATOES = {
    "title": (
        "Tomatoes without gangmasters: a hiring list run by those who are hired",
        "Des tomates sans caporaux : une liste d’embauche tenue par les embauchés",
    ),
    "slug": ("tomatoes-without-gangmasters", "tomates-sans-caporaux"),
    "lead": (
        "A lift to the field, a place to sleep, a place on the team: a union of farm workers "
        "replaced one by one what gangmasters sell. Here are the timetable, the contracts and "
        "the money.",
        "Un trajet jusqu’au champ, un lit, une place dans l’équipe : un syndicat d’ouvriers "
        "agricoles a remplacé une à une les choses que vendent les caporaux. Voici les horaires, "
        "les contrats et l’argent.",
    ),
    "description": [
        (
            "Eleven hundred workers used the public hiring list last summer. It is drawn by "
            "lot every evening, in front of everybody.",
            "Onze cents ouvriers ont utilisé l’été dernier la liste publique d’embauche. Elle "
            "est tirée au sort chaque soir, devant tout le monde.",
        ),
        (
            "We show what it takes to begin elsewhere: a bus, a room, a list, and a prefect "
            "who answers the telephone.",
            "Nous montrons ce qu’il faut pour commencer ailleurs : un bus, une chambre, une "
            "liste, et un préfet qui répond au téléphone.",
        ),
    ],
    "agenda": [
        (5, ("Welcome", "Accueil"), ("Imogen Farrow", "Imogen Farrow"), None),
        (
            30,
            (
                "Buses at five, beds, and a list",
                "Des bus à cinq heures, des lits et une liste",
            ),
            ("Michele Sgaramella", "Michele Sgaramella"),
            None,
        ),
        (
            20,
            (
                "What a farm pays, and what it saves",
                "Ce que paie une ferme, et ce qu’elle épargne",
            ),
            ("Rosaria Delle Noci", "Rosaria Delle Noci"),
            None,
        ),
        (35, ("Questions", "Questions"), None, None),
    ],
    "speakers": [
        (
            True,
            "Imogen Farrow",
            ("Editor, Common Threads", "Rédactrice, Common Threads"),
            None,
        ),
        (
            False,
            "Michele Sgaramella",
            (
                "Secretary, Unione Braccianti del Tavoliere",
                "Secrétaire, Unione Braccianti del Tavoliere",
            ),
            (
                "He drove the first bus himself.",
                "Il a conduit lui-même le premier bus.",
            ),
        ),
        (
            False,
            "Rosaria Delle Noci",
            ("Grower, Cerignola", "Productrice, Cerignola"),
            None,
        ),
    ],
}
