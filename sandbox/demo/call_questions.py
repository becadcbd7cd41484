"""The questions of both calls, in English and French, by readable names.

Each entry is (kind, name, label, help, more). Words are pairs of English and
French; ``more`` holds what the kind's block has besides, with questions, criteria
and options named by their readable names.
"""

CRITERIA = {
    "standards": (
        (
            "Alignment with international labour standards",
            "Conformité aux normes internationales du travail",
        ),
        (
            "The work rests on the ILO’s fundamental principles and rights at work, and "
            "employers’ and workers’ organizations have a real part in it wherever it "
            "touches them.",
            "Le travail repose sur les principes et droits fondamentaux au travail de "
            "l’OIT, et les organisations d’employeurs et de travailleurs y prennent une "
            "part réelle partout où il les concerne.",
        ),
    ),
    "causes": (
        ("Root causes", "Causes profondes"),
        (
            "It helps to remove what lets the problem arise in the first place, such as "
            "poverty wages, debt, absent schools or unregulated recruitment, rather than "
            "only its symptoms.",
            "Il contribue à éliminer ce qui permet au problème d’apparaître, comme les "
            "salaires de misère, l’endettement, l’absence d’école ou le recrutement "
            "non réglementé, et pas seulement ses symptômes.",
        ),
    ),
    "scale": (
        ("Scalability of results", "Possibilité d’élargir les résultats"),
        (
            "There are results that matter to the people concerned, and others could "
            "obtain them elsewhere without starting from nothing.",
            "Les résultats comptent pour les personnes concernées, et d’autres "
            "pourraient les obtenir ailleurs sans repartir de zéro.",
        ),
    ),
    "novelty": (
        ("Innovative nature", "Caractère novateur"),
        (
            "It tries something new, or has gone unusually far within the outcome that "
            "it serves.",
            "Il essaie quelque chose de nouveau, ou il est allé exceptionnellement loin "
            "dans le résultat visé.",
        ),
    ),
}

FORMATS = {
    "panel": ("A panel with questions", "Une table ronde avec questions"),
    "case": (
        "One case, told from beginning to end",
        "Un cas, raconté du début à la fin",
    ),
    "training": ("A training with exercises", "Une formation avec exercices"),
    "dialogue": (
        "A conversation among peers in small groups",
        "Un échange entre pairs, en petits groupes",
    ),
    "other": ("Something else", "Autre chose"),
}

AUDIENCES = {
    "governments": ("Governments", "Gouvernements"),
    "employers": ("Employers’ organizations", "Organisations d’employeurs"),
    "workers": ("Workers’ organizations", "Organisations de travailleurs"),
    "companies": ("Companies and their buyers", "Entreprises et leurs acheteurs"),
    "civil_society": ("Civil society", "Société civile"),
    "researchers": ("Researchers", "Chercheuses et chercheurs"),
}

QUESTIONS = [
    (
        "section",
        "session",
        ("The session", "La séance"),
        (
            "What people who join would see, hear and do.",
            "Ce que les personnes présentes verraient, entendraient et feraient.",
        ),
        {},
    ),
    (
        "short_text",
        "chains",
        (
            "Which supply chains does it deal with?",
            "De quelles chaînes d’approvisionnement s’agit-il ?",
        ),
        (
            "For example: cocoa; garments, from cotton to shop.",
            "Par exemple : le cacao ; l’habillement, du coton au magasin.",
        ),
        {"required": True},
    ),
    (
        "single_choice",
        "format",
        (
            "Which form will the session take?",
            "Quelle forme la séance prendra-t-elle ?",
        ),
        ("", ""),
        {"required": True, "options": FORMATS},
    ),
    (
        "short_text",
        "other_format",
        ("Describe the form in a few words", "Décrivez la forme en quelques mots"),
        ("", ""),
        {"required": True, "shown_if": ("format", "other")},
    ),
    (
        "long_text",
        "learning",
        (
            "What will participants be able to do afterwards that they cannot do now?",
            "Que sauront faire les participants qu’ils ne savent pas faire aujourd’hui ?",
        ),
        ("", ""),
        {"required": True, "word_limit": 200},
    ),
    (
        "multiple_choice",
        "audience",
        ("For whom is it most useful?", "À qui sera-t-elle le plus utile ?"),
        (
            "All members are invited in any case.",
            "Tous les membres sont invités de toute façon.",
        ),
        {"required": True, "options": AUDIENCES},
    ),
    (
        "section",
        "work",
        ("The work behind it", "Le travail présenté"),
        (
            "Reviewers read these answers beside the criterion to which each belongs.",
            "Les évaluateurs lisent ces réponses à côté du critère correspondant.",
        ),
        {},
    ),
    (
        "long_text",
        "alignment",
        (
            "How does the work follow international labour standards, and which part do "
            "employers’ and workers’ organizations take in it?",
            "Comment le travail suit-il les normes internationales du travail, et quelle "
            "part y prennent les organisations d’employeurs et de travailleurs ?",
        ),
        ("", ""),
        {"required": True, "word_limit": 250, "criterion": "standards"},
    ),
    (
        "long_text",
        "root_causes",
        (
            "Which root causes does it address, and how?",
            "À quelles causes profondes s’attaque-t-il, et comment ?",
        ),
        ("", ""),
        {"required": True, "word_limit": 250, "criterion": "causes"},
    ),
    (
        "long_text",
        "results",
        (
            "What has changed so far, and what would others need in order to repeat it?",
            "Qu’est-ce qui a changé, et de quoi d’autres auraient-ils besoin pour le "
            "reproduire ?",
        ),
        (
            "Say what did not work, too.",
            "Dites aussi ce qui n’a pas fonctionné.",
        ),
        {"required": True, "word_limit": 300, "criterion": "scale"},
    ),
    (
        "number",
        "people",
        (
            "How many people has the work reached?",
            "Combien de personnes le travail a-t-il touchées ?",
        ),
        (
            "Workers, children and families for whom something has changed.",
            "Travailleurs, enfants et familles pour qui quelque chose a changé.",
        ),
        {"minimum": 0, "criterion": "scale"},
    ),
    (
        "date",
        "since",
        ("When did the work begin?", "Quand le travail a-t-il commencé ?"),
        ("", ""),
        {},
    ),
    (
        "yes_no",
        "evaluated",
        (
            "Has anybody outside your organization evaluated it?",
            "Quelqu’un d’extérieur à votre organisation l’a-t-il évalué ?",
        ),
        ("", ""),
        {"required": True, "criterion": "scale"},
    ),
    (
        "url",
        "evaluation",
        (
            "Where can the evaluation be read?",
            "Où peut-on lire l’évaluation ?",
        ),
        ("", ""),
        {"shown_if": ("evaluated", "yes"), "criterion": "scale"},
    ),
    (
        "file",
        "evidence",
        ("Evidence", "Éléments de preuve"),
        (
            "A report, a photograph or a table that shows the results.",
            "Un rapport, une photographie ou un tableau qui montre les résultats.",
        ),
        {"criterion": "scale"},
    ),
    (
        "long_text",
        "novelty",
        (
            "What is new about it?",
            "Qu’y a-t-il de nouveau ?",
        ),
        ("", ""),
        {"required": True, "word_limit": 200, "criterion": "novelty"},
    ),
    (
        "section",
        "speakers",
        ("Speakers", "Intervenants"),
        (
            "People whom the problem has touched speak for themselves best: say so if "
            "they are among your speakers and how you look after them.",
            "Les personnes concernées parlent le mieux d’elles-mêmes : dites si elles "
            "sont parmi vos intervenants et comment vous veillez sur elles.",
        ),
        {},
    ),
    (
        "long_text",
        "who",
        ("Who would speak?", "Qui prendrait la parole ?"),
        (
            "Names if you know them, otherwise functions.",
            "Des noms si vous les connaissez, sinon des fonctions.",
        ),
        {"word_limit": 150},
    ),
    (
        "countries",
        "speaker_countries",
        (
            "From which countries would they join?",
            "De quels pays se connecteraient-ils ?",
        ),
        ("", ""),
        {"maximum": 6},
    ),
    (
        "email",
        "moderator",
        (
            "E-mail address of the moderator",
            "Adresse électronique de la personne qui anime",
        ),
        (
            "Only if somebody has agreed already.",
            "Seulement si quelqu’un a déjà accepté.",
        ),
        {},
    ),
]
