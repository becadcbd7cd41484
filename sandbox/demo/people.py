"""The people of the demonstration, all of them invented."""

from dataclasses import dataclass

PASSWORD = "demo"


@dataclass(frozen=True)
class Person:
    """``key`` is the organization's; the address is the first name there."""

    key: str
    first_name: str
    last_name: str
    language: str = "en"
    role: str = "focal_point"
    since: str = "2023-01-09"

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Staff:
    """Somebody who works in the admin. ``organization`` only where it matters."""

    email: str
    first_name: str
    last_name: str
    group: str = ""
    organization: str = ""
    language: str = "en"


PEOPLE = [
    Person(*row)
    for row in (
        ("volta", "Adwoa", "Mensah-Boadi"),
        ("volta", "Kwabena", "Asiedu", "en", "contributor"),
        ("ofa", "Mariam", "Koné-Ouattara", "fr"),
        ("rsec", "Fatoumata", "Diarrassouba", "fr"),
        ("rsec", "Boubacar", "Traoré", "fr", "contributor"),
        ("septentrion", "Innocent", "Sabi Gado", "fr"),
        ("riftvalley", "Chebet", "Kiplagat"),
        ("gills", "Ronald", "Ssebuyira"),
        ("kolwezi", "Clarisse", "Ilunga Mutombo", "fr"),
        ("zazamika", "Hanta", "Rakotomalala", "fr"),
        ("cmt", "Sonia", "Ben Yedder", "fr"),
        ("lagos", "Ifeoma", "Okwuosa"),
        ("vineyards", "Lindiwe", "Jacobs"),
        ("citac", "Serge", "Mbarga Essomba", "fr"),
        ("delta", "Comfort", "Togbah"),
        ("alpaca", "Yolanda", "Ccopa Mamani", "es"),
        ("macizo", "Hernán", "Quilindo", "es"),
        ("cerrado", "Jussara", "Vilela", "es"),
        ("noroeste", "Octavio", "Bojórquez", "es"),
        ("zafra", "Marta", "Xicay", "es"),
        ("austral", "Ignacio", "Huenchullán", "es"),
        ("iacp", "Verónica", "Tipán", "es"),
        ("hornos", "Raúl", "Benítez Duarte", "es"),
        ("lakes", "Margaret", "Thibodeau-Quinn"),
        ("harborline", "Curtis", "Halvorsen"),
        ("ghor", "Rania", "Al-Adwan"),
        ("cedar", "Almaz", "Wolde"),
        ("gulfbuild", "Khalid", "Al-Suwaidi"),
        ("rafidain", "Zainab", "Al-Jubouri"),
        ("bhatta", "Sunita", "Chaudhary Tharu"),
        ("bhatta", "Prakash", "Bohara", "en", "contributor"),
        ("deccan", "Venkat", "Deshpande"),
        ("padma", "Shirin", "Akhter"),
        ("andaman", "Wirat", "Suwannarat"),
        ("sawit", "Rudi", "Simanjuntak"),
        ("straits", "Melissa", "Tan Hui Ling"),
        ("mekong", "Lan", "Phùng Thị"),
        ("observers", "Sereana", "Vakaloloma"),
        ("hillcountry", "Devika", "Rajaratnam"),
        ("kitakaze", "Haruto", "Minegishi"),
        ("visayas", "Jocelyn", "Abrenica"),
        ("coralsea", "Bronwyn", "Tealby"),
        ("rheinwerk", "Katharina", "Oberhoff"),
        ("vigie", "Anaïs", "Ferrandon", "fr"),
        ("vigie", "Théo", "Marchetti", "fr", "contributor"),
        ("tavoliere", "Michele", "Sgaramella"),
        ("invernadero", "Lucía", "Pareja", "es"),
        ("lowlands", "Joost", "Hoekveen"),
        ("findik", "Elif", "Karahasan"),
        ("ferghana", "Dilnoza", "Yuldasheva"),
        ("aurum", "Reto", "Camenisch"),
        ("threads", "Imogen", "Farrow"),
    )
]

STAFF = [
    Staff("admin@alliance.example", "Site", "Administrator"),
    Staff("editor@alliance.example", "Noémie", "Lachenal", "Workshop editors"),
    Staff("editor2@alliance.example", "Tomás", "Arrieta", "Workshop editors", "", "es"),
    Staff("auditor@alliance.example", "Walter", "Okello", "Workshop auditors"),
]

#: Those without an organization belong to the Secretariat. Organizations of others
#: propose too, alone or as partners: a conflict of interest.
REVIEWERS = [
    Staff(email, first_name, last_name, "Workshop reviewers", organization, language)
    for email, first_name, last_name, organization, language in (
        ("reviewer@alliance.example", "Bénédicte", "Nzuzi", "", "en"),
        ("reviewer2@alliance.example", "Anders", "Lindqvist", "threads", "en"),
        ("reviewer3@alliance.example", "Nasreen", "Haque", "padma", "en"),
        ("reviewer4@alliance.example", "Gonzalo", "Ibarrola", "austral", "es"),
        ("odile@citac.example", "Odile", "Ngo Bassong", "citac", "fr"),
        ("harriet@gills.example", "Harriet", "Namutebi", "gills", "en"),
        ("meenakshi@deccan.example", "Meenakshi", "Reddy", "deccan", "en"),
        ("paula@harborline.example", "Paula", "Reinhardt", "harborline", "en"),
        ("hiba@rafidain.example", "Hiba", "Al-Tamimi", "rafidain", "en"),
        ("liza@cedar.example", "Liza", "Macaraeg", "cedar", "en"),
        ("genevieve@lakes.example", "Geneviève", "Archambault", "lakes", "fr"),
        ("nuria@invernadero.example", "Nuria", "Castaño", "invernadero", "es"),
    )
]

#: Has an account; the membership waits for the first sign-in.
NEWCOMER = Person("invernadero", "Amparo", "Gálvez", "es", "contributor", "2024-05-06")
#: Known by address only, without an account.
UNKNOWN = Person("awash", "Selamawit", "Tadesse", "en", "focal_point", "2024-02-12")
#: Acted for the organization until the end of 2023.
FORMER = Person("harborline", "Denise", "Kowalczyk", "en", "focal_point", "2020-02-03")
FORMER_UNTIL = "2023-12-31"
#: Has an account and belongs to no member.
VISITOR = Staff("visitor@alliance.example", "Paul", "Visser")

#: What the table at the end and the sign-in page show: address and what it is for.
LOG_INS = [
    ("admin@alliance.example", "Administrator of the whole site"),
    ("editor@alliance.example", "Editor: the Secretariat"),
    ("reviewer@alliance.example", "Reviewer of the Secretariat"),
    ("reviewer3@alliance.example", "Reviewer whose own trade union proposes"),
    ("auditor@alliance.example", "Auditor"),
    ("adwoa@volta.example", "Member, English: trade union in Ghana"),
    ("fatoumata@rsec.example", "Member, French: network in Mali"),
    ("marta@zafra.example", "Member, Spanish: trade union in Guatemala"),
    ("sunita@bhatta.example", "Member with a draft in the open call"),
    ("melissa@straits.example", "Selected, without a webinar; partner to answer"),
    ("khalid@gulfbuild.example", "Host of a webinar: changes are asked for"),
    ("michele@tavoliere.example", "Host of a public webinar that is ready"),
    ("amparo@invernadero.example", "Receives her membership when she signs in"),
    ("comfort@delta.example", "Former member: membership ended in 2024"),
    ("visitor@alliance.example", "Signed in, but no member"),
]
