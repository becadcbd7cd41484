"""The member organizations, all of them invented; the countries are real."""

from dataclasses import dataclass

#: By readable name: the group's name, then in French and Spanish.
ACTION_GROUPS = {
    "supply": (
        "Supply Chain Action Group",
        "Groupe d’action sur les chaînes d’approvisionnement",
        "Grupo de Acción sobre Cadenas de Suministro",
    ),
    "migration": (
        "Migration Action Group",
        "Groupe d’action sur les migrations",
        "Grupo de Acción sobre Migración",
    ),
    "crisis": (
        "Conflict and Crisis Action Group",
        "Groupe d’action sur les conflits et les crises",
        "Grupo de Acción sobre Conflictos y Crisis",
    ),
}

#: Country, since when and, if the commitment has ended, until when.
PATHFINDERS = [
    ("GH", "2018-06-12", None),
    ("CI", "2020-02-18", None),
    ("MG", "2018-03-28", None),
    ("UG", "2018-10-04", None),
    ("CM", "2021-05-21", None),
    ("NG", "2019-09-24", None),
    ("TN", "2017-11-15", None),
    ("NP", "2018-01-30", None),
    ("LK", "2018-07-06", None),
    ("VN", "2019-04-11", None),
    ("FJ", "2020-09-02", None),
    ("PE", "2019-03-05", None),
    ("GT", "2021-08-17", None),
    ("CO", "2022-04-28", None),
    ("CL", "2019-12-10", None),
    ("MX", "2019-02-20", None),
    ("DE", "2021-06-14", None),
    ("NL", "2021-06-14", None),
    ("BD", "2025-03-19", None),
    ("ET", "2018-11-08", "2022-12-31"),
]


@dataclass(frozen=True)
class Organization:
    key: str
    name: str
    acronym: str
    kind: str
    country: str
    since: str
    groups: tuple = ("supply",)
    until: str | None = None

    @property
    def domain(self):
        return f"{self.key}.example"


_MIGRATION = ("migration",)
_BOTH = ("supply", "migration")
_CRISIS = ("supply", "crisis")
_ALL = ("supply", "migration", "crisis")

# fmt: off
ORGANIZATIONS = [
    Organization(*row)
    for row in (
        # Africa
        ("volta", "Volta Cocoa Farm Workers’ Union", "VCFU", "workers", "GH", "2018-05-02"),
        ("ofa", "Observatoire ivoirien des filières agricoles", "OIFA", "government", "CI", "2019-01-15"),
        ("rsec", "Réseau Sahel École et Coton", "RSEC", "civil_society", "ML", "2019-10-01"),
        ("septentrion", "Syndicat des cotonculteurs du Septentrion", "SCS", "workers", "BJ", "2021-03-08"),
        ("riftvalley", "Rift Valley Tea Pluckers’ Forum", "RVTPF", "workers", "KE", "2020-06-22"),
        ("gills", "Great Lakes Institute for Labour Studies", "GLILS", "academia", "UG", "2018-11-05", _ALL),
        ("kolwezi", "Coopérative minière Mwangaza", "CMM", "business", "CD", "2021-09-13", _CRISIS),
        ("zazamika", "Association Zaza sy Mika", "", "civil_society", "MG", "2020-02-03"),
        ("cmt", "Chambre méditerranéenne de l’habillement", "CMH", "employers", "TN", "2019-05-27"),
        ("awash", "Awash Garment Park Operators", "AGPO", "employers", "ET", "2022-01-17"),
        ("lagos", "Lagos Centre for Fair Recruitment", "LCFR", "civil_society", "NG", "2018-09-24", _BOTH),
        ("vineyards", "Cape Vineyards Labour Trust", "CVLT", "civil_society", "ZA", "2021-11-30"),
        ("citac", "Conférence des inspections du travail du bassin du Congo", "CITBC", "international", "CM", "2020-10-12", _CRISIS),
        ("delta", "Delta Rubber Estates", "", "business", "LR", "2019-04-01", ("supply",), "2024-06-30"),
        # Americas
        ("alpaca", "Asociación Alpaca y Trabajo Justo", "AATJ", "civil_society", "PE", "2020-08-19"),
        ("macizo", "Federación de Caficultores del Macizo", "FCM", "employers", "CO", "2019-07-01"),
        ("cerrado", "Instituto Cerrado Trabalho Limpo", "ICTL", "civil_society", "BR", "2018-06-12"),
        ("noroeste", "Consejo Hortícola del Noroeste", "CHN", "employers", "MX", "2020-03-02"),
        ("zafra", "Sindicato de Trabajadoras de la Zafra", "SITRAZAFRA", "workers", "GT", "2021-10-25"),
        ("austral", "Inspección Pesquera Austral", "IPA", "government", "CL", "2019-12-10"),
        ("iacp", "Instituto Andino de Cadenas Productivas", "IACP", "academia", "EC", "2022-05-16"),
        ("hornos", "Unión de Trabajadores de los Hornos del Litoral", "UTHL", "workers", "AR", "2023-02-06", ("supply",), "2025-01-10"),
        ("lakes", "Northern Lakes Procurement Board", "NLPB", "government", "CA", "2021-04-12"),
        ("harborline", "Harborline Foods", "", "business", "US", "2020-01-20"),
        # Arab States
        ("ghor", "Jordan Valley Growers’ and Workers’ Forum", "JVF", "civil_society", "JO", "2021-06-07", _BOTH),
        ("cedar", "Cedar Domestic Workers’ Circle", "CDWC", "workers", "LB", "2019-03-08", _BOTH),
        ("gulfbuild", "Gulf Contractors’ Round Table on Recruitment", "GCRT", "employers", "QA", "2022-09-19", _BOTH),
        ("meridian", "Meridian Facilities", "", "business", "AE", "2023-01-09", _MIGRATION),
        ("rafidain", "Rafidain Brick Kiln Observatory", "RBKO", "civil_society", "IQ", "2022-11-14", _CRISIS),
        # Asia and the Pacific
        ("bhatta", "Himalaya Brick Kiln Families’ Network", "HBFN", "civil_society", "NP", "2018-04-16"),
        ("deccan", "Deccan Ginners’ Association", "DGA", "employers", "IN", "2020-07-13"),
        ("padma", "Padma Garment Workers’ League", "PGWL", "workers", "BD", "2019-05-01"),
        ("andaman", "Andaman Fishers’ Rights Network", "AFRN", "workers", "TH", "2018-08-30", _BOTH),
        ("sawit", "Archipelago Palm Smallholders’ Council", "APSC", "employers", "ID", "2021-01-25"),
        ("straits", "Straits Electronics Suppliers’ Group", "SESG", "business", "MY", "2019-11-11", _BOTH),
        ("mekong", "Mekong Institute of Work and Migration", "MIWM", "academia", "VN", "2018-12-03", _BOTH),
        ("observers", "Pacific Fisheries Observers’ Guild", "PFOG", "workers", "FJ", "2020-09-14"),
        ("hillcountry", "Hill Country Tea Children’s Fund", "HCTC", "civil_society", "LK", "2022-03-21"),
        ("kitakaze", "Kitakaze Components", "", "business", "JP", "2021-02-15"),
        ("visayas", "Visayas Migrant Workers’ Desk", "VMWD", "government", "PH", "2019-06-24", _MIGRATION),
        ("coralsea", "Coral Sea Procurement Office", "CSPO", "government", "AU", "2022-08-08"),
        # Europe and Central Asia
        ("rheinwerk", "Rheinwerk Textil", "", "business", "DE", "2020-11-02"),
        ("vigie", "Laboratoire lyonnais du devoir de vigilance", "LLDV", "academia", "FR", "2019-09-16"),
        ("tavoliere", "Unione Braccianti del Tavoliere", "UBT", "workers", "IT", "2021-07-05"),
        ("invernadero", "Red Invernaderos con Derechos", "RID", "civil_society", "ES", "2023-04-17", _BOTH),
        ("lowlands", "Lowlands Chocolate Makers’ Association", "LCMA", "employers", "NL", "2018-10-15"),
        ("findik", "Black Sea Hazelnut Initiative", "BSHI", "civil_society", "TR", "2020-05-18"),
        ("ferghana", "Ferghana Cotton Monitors’ Circle", "FCMC", "civil_society", "UZ", "2021-12-06"),
        ("aurum", "Alpine Gold Refiners’ Desk", "AGRD", "business", "CH", "2022-06-13"),
        ("threads", "Threads and Trust Foundation", "", "other", "GB", "2023-09-04", _CRISIS),
    )
]
# fmt: on
