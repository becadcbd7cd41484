"""The words of the site’s pages, and those that its calls have in common.

Words come in pairs of English and French, those of the site's own pages with
Spanish as a third. In rich text a pair is a paragraph and a list of pairs a list.
"""

HOME = {
    "title": (
        "Supply chains without forced labour, child labour and trafficking",
        "Des chaînes sans travail forcé, sans travail des enfants et sans traite",
        "Cadenas sin trabajo forzoso, sin trabajo infantil y sin trata",
    ),
    "slug": ("home", "accueil", "inicio"),
    "introduction": [
        (
            "Governments, employers, workers, companies, researchers and civil society "
            "groups share here what they have learned about ending child labour, forced "
            "labour and human trafficking in supply chains.",
            "Gouvernements, employeurs, travailleurs, entreprises, chercheurs et "
            "organisations de la société civile partagent ici ce qu’ils ont appris pour "
            "mettre fin au travail des enfants, au travail forcé et à la traite des êtres "
            "humains dans les chaînes d’approvisionnement.",
            "Gobiernos, empleadores, trabajadores, empresas, personal investigador y "
            "sociedad civil comparten aquí lo que han aprendido para poner fin al trabajo "
            "infantil, al trabajo forzoso y a la trata de personas en las cadenas de "
            "suministro.",
        ),
        (
            "Members propose webinars and host those that are selected. The calls for "
            "proposals say what is asked for, until when, and how the selection is made.",
            "Les membres proposent des webinaires et animent ceux qui sont retenus. Les "
            "appels à propositions disent ce qui est attendu, jusqu’à quand, et comment "
            "se fait la sélection.",
            "Los miembros proponen seminarios web y organizan los que resultan elegidos. "
            "Las convocatorias explican qué se pide, hasta cuándo y cómo se elige.",
        ),
    ],
}

INDEX = {
    "title": (
        "Calls for proposals",
        "Appels à propositions",
        "Convocatorias de propuestas",
    ),
    "slug": ("calls", "appels", "convocatorias"),
    "introduction": [
        (
            "Each call belongs to one of the Alliance’s action groups. Anybody may read "
            "it; people who act for a member organization may answer it.",
            "Chaque appel relève d’un groupe d’action de l’Alliance. Tout le monde peut "
            "le lire ; les personnes qui agissent pour une organisation membre peuvent y "
            "répondre.",
            "Cada convocatoria pertenece a un grupo de acción de la Alianza. Cualquiera "
            "puede leerla; pueden responder quienes actúan en nombre de una organización "
            "miembro.",
        ),
    ],
}

OUTCOMES = {
    "research": (
        ("Research and understanding", "Recherche et compréhension"),
        (
            "Evidence that shows where the three abuses occur in supply chains, how they "
            "come about and what ends them.",
            "Des données qui montrent où ces trois abus se produisent dans les chaînes "
            "d’approvisionnement, comment ils naissent et ce qui y met fin.",
        ),
    ),
    "policy": (
        ("Policy coherence and advocacy", "Cohérence des politiques et plaidoyer"),
        (
            "Laws, trade rules, purchasing rules and public budgets that pull in one "
            "direction, and the persuasion it takes to get there.",
            "Des lois, des règles commerciales, des règles d’achat et des budgets publics "
            "qui vont dans le même sens, et le travail de conviction que cela demande.",
        ),
    ),
    "capacity": (
        (
            "Cooperation on capacity building and tools",
            "Coopération pour les capacités et les outils",
        ),
        (
            "Skills, guidance and instruments that members build and use together "
            "instead of each inventing its own.",
            "Des compétences, des guides et des instruments que les membres créent et "
            "utilisent ensemble au lieu d’inventer chacun les siens.",
        ),
    ),
    "action": (
        (
            "Faster action in key countries and supply chains",
            "Accélération de l’action dans les pays et chaînes prioritaires",
        ),
        (
            "Work on the ground that moves more quickly where most people are at risk.",
            "Un travail de terrain qui avance plus vite là où le plus de personnes sont "
            "exposées.",
        ),
    ),
}

OVERVIEW = [
    (
        "Each workshop is a webinar of sixty to ninety minutes about one piece of work "
        "in supply chains:",
        "Chaque atelier est un webinaire de soixante à quatre-vingt-dix minutes consacré "
        "à un travail précis dans les chaînes d’approvisionnement :",
    ),
    [
        (
            "research, and how it was used;",
            "une recherche, et ce qui en a été fait ;",
        ),
        (
            "a law, a trade rule or a way of purchasing, and what it changed;",
            "une loi, une règle commerciale ou une manière d’acheter, et ce qu’elle a "
            "changé ;",
        ),
        (
            "a training or a tool that others can take over;",
            "une formation ou un outil que d’autres peuvent reprendre ;",
        ),
        (
            "action in one country, one district or one trade.",
            "une action dans un pays, un district ou un métier.",
        ),
    ],
    (
        "We look for depth. A workshop that explains honestly why something failed is as "
        "welcome as one that tells a success.",
        "Nous cherchons la profondeur. Un atelier qui explique honnêtement un échec est "
        "aussi bienvenu que le récit d’une réussite.",
    ),
]

WHO_MAY = [
    (
        "Any organization that belongs to the Supply Chain Action Group may lead a "
        "proposal, alone or jointly with others.",
        "Toute organisation qui fait partie du Groupe d’action sur les chaînes "
        "d’approvisionnement peut présenter une proposition, seule ou avec d’autres.",
    ),
    (
        "Partners may be any members of the Alliance. A proposal counts as joint once at "
        "least one partner has confirmed that it stands behind it.",
        "Tout membre de l’Alliance peut être partenaire. Une proposition est commune dès "
        "qu’au moins un partenaire a confirmé qu’il la soutient.",
    ),
]

SELECTION = [
    (
        "At least two reviewers score each proposal against the four criteria below. The "
        "Secretariat then puts the series together:",
        "Au moins deux évaluateurs notent chaque proposition selon les quatre critères "
        "ci-dessous. Le Secrétariat compose ensuite la série :",
    ),
    [
        (
            "joint proposals come before others of equal merit;",
            "à mérite égal, les propositions communes passent avant les autres ;",
        ),
        (
            "so do proposals about action in a Pathfinder Country;",
            "de même que celles qui portent sur l’action dans un pays pionnier ;",
        ),
        (
            "the series as a whole should speak with many voices: every kind of member, "
            "every region, different initiatives, and a fair balance between child "
            "labour, forced labour and human trafficking.",
            "la série dans son ensemble doit faire entendre des voix diverses : tous les "
            "types de membres, toutes les régions, des initiatives différentes, et un "
            "juste équilibre entre travail des enfants, travail forcé et traite des êtres "
            "humains.",
        ),
    ],
    (
        "Everybody who proposed hears the result, with the reviewers’ comments.",
        "Toutes les personnes qui ont proposé un atelier reçoivent le résultat et les "
        "commentaires des évaluateurs.",
    ),
]

ATTENDS = [
    (
        "All members of the Alliance are invited to every workshop. A workshop can also "
        "be opened to the public where its hosts ask for that and the Secretariat agrees.",
        "Tous les membres de l’Alliance sont invités à chaque atelier. Un atelier peut "
        "aussi être ouvert au public si ses organisateurs le demandent et si le "
        "Secrétariat est d’accord.",
    ),
]

HOST_DUTIES = [
    [
        (
            "the agenda, the description and the presentations;",
            "l’ordre du jour, la description et les présentations ;",
        ),
        ("the speakers and the moderation;", "les intervenants et l’animation ;"),
        ("all of the content;", "l’ensemble du contenu ;"),
        (
            "interpretation, where it is needed and can be had;",
            "l’interprétation, là où elle est nécessaire et possible ;",
        ),
        (
            "the technical set-up and the link to the meeting.",
            "l’installation technique et le lien vers la réunion.",
        ),
    ],
]

SECRETARIAT_SUPPORT = [
    [
        ("the selection of the workshops;", "la sélection des ateliers ;"),
        (
            "a template in the colours of the series;",
            "un modèle aux couleurs de la série ;",
        ),
        (
            "publicity for the series and for each workshop, with the details that you "
            "supply, in the Alliance newsletter and wherever webinars are announced.",
            "la publicité de la série et de chaque atelier, avec les précisions que vous "
            "fournissez, dans la lettre d’information de l’Alliance et partout où des "
            "webinaires sont annoncés.",
        ),
    ],
]

CONFIRMATION_HEADING = (
    "Thank you: your proposal has arrived",
    "Merci : votre proposition est arrivée",
)
CONFIRMATION_TEXT = [
    (
        "Keep the reference below and quote it when you write to us. Until the call "
        "closes you can still change your proposal under “My proposals”, and your "
        "partners can confirm theirs.",
        "Conservez la référence ci-dessous et indiquez-la quand vous nous écrivez. "
        "Jusqu’à la clôture, vous pouvez encore modifier votre proposition sous « Mes "
        "propositions », et vos partenaires peuvent confirmer leur participation.",
    ),
    (
        "About two months after closing we write to everybody who proposed a workshop.",
        "Environ deux mois après la clôture, nous écrivons à toutes les personnes qui ont "
        "proposé un atelier.",
    ),
]

CONTACT_NAME = (
    "Secretariat of the Supply Chain Action Group",
    "Secrétariat du Groupe d’action sur les chaînes d’approvisionnement",
)
CONTACT_EMAIL = "supplychains@alliance.example"
