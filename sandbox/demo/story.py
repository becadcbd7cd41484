"""How one proposal of the demonstration is told."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """A PDF file of one page: its name, heading and lines."""

    name: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A PNG file with one bar for each number."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Partner:
    """Who was asked; ``answer`` is "confirmed", "refused" or "" (none yet)."""

    organization: str
    answer: str = ""
    by: str = ""
    day: float = 0


@dataclass(frozen=True)
class Later:
    """What happened after the first draft; ``day`` as in :class:`Story`.

    ``what`` is "change" (saved and not submitted), "resubmit", "withdraw" or
    "extend" (by an editor, until ``until``).
    """

    what: str
    day: float
    changes: dict = field(default_factory=dict)
    reason: str = ""
    until: float = 0


@dataclass(frozen=True)
class Story:
    """One proposal. Days count from the opening of its call.

    ``submitted`` is None for what was never submitted. ``entered`` is the reason
    for which an editor entered it, and ``source`` the file in which it came.
    """

    call: str
    by: str
    language: str
    started: float
    submitted: float | None
    title: str
    summary: str = ""
    outcomes: str = ""
    focus: str = ""
    countries: str = ""
    languages: str = ""
    interpretation: str = ""
    dates: str = ""
    public: bool = False
    phone: str = ""
    answers: dict = field(default_factory=dict)
    files: tuple = ()
    partners: tuple[Partner, ...] = ()
    later: tuple[Later, ...] = ()
    entered: str = ""
    source: Document | None = None

    @property
    def organization(self):
        return self.by.partition("@")[2].removesuffix(".example")
