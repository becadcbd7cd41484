"""Every number of the worked example in the documentation is what the code computes."""

import ast
import operator
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from workshops_plugin.reviews import scoring
from workshops_plugin.reviews.departures import departures
from workshops_plugin.reviews.scoring import Candidate, Considerations

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/explanation/scoring.md").read_text()
EXAMPLE = PAGE.partition("## A worked example\n")[2]
TABLE = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)
WORKING = re.compile(r"^```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
DASH = "–"


def read(table):
    """Return the rows of a Markdown table as dicts by heading."""
    heading, _rule, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.strip().splitlines()
    )
    return [dict(zip(heading, row, strict=True)) for row in rows]


TABLES = [read(table) for table in TABLE.findall(EXAMPLE)]


def with_heading(heading):
    """Return the rows of the one table that has a column ``heading``."""
    (rows,) = [rows for rows in TABLES if heading in rows[0]]
    return rows


def column(heading, value):
    return {row["Proposal"]: value(row[heading]) for row in with_heading(heading)}


def truth(word):
    return {"yes": True, "no": False}[word]


# What the page says is given.

RULES = {row["Rule"]: row["Value"] for row in with_heading("Rule")}
LOWEST, HIGHEST = int(RULES["Lowest score"]), int(RULES["Highest score"])
WEIGHTS = {row["Criterion"]: Fraction(row["Weight"]) for row in with_heading("Weight")}
REVIEWS = with_heading("Reviewer")
POINTS = Considerations(
    "points",
    Fraction(RULES["Points for a joint proposal"]),
    Fraction(RULES["Points for action in a Pathfinder Country"]),
)
TIE_BREAK = Considerations("tie_break")
CONSIDERED = column("Considerations", str)


# What the code makes of it.


def total_of(review):
    scores = {
        criterion: None if review[criterion] == DASH else int(review[criterion])
        for criterion in WEIGHTS
    }
    return scoring.total(scores, WEIGHTS, LOWEST, HIGHEST)


def totals():
    found = {}
    for review in REVIEWS:
        found.setdefault(review["Proposal"], []).append(total_of(review))
    return found


def ranks(method, considerations):
    return scoring.rank(
        [
            Candidate(
                key,
                scoring.merit(its, method),
                joint="joint" in CONSIDERED[key],
                pathfinder="Pathfinder" in CONSIDERED[key],
            )
            for key, its in totals().items()
        ],
        considerations,
    )


# Both agree.


@pytest.mark.parametrize("review", REVIEWS, ids=lambda row: row["Total"])
def test_each_total(review):
    assert total_of(review) == Fraction(review["Total"])


def test_the_merits_and_the_spread():
    found = totals()
    assert column("Reviews", int) == {key: len(its) for key, its in found.items()}
    for method in ("mean", "median"):
        merits = {key: scoring.merit(its, method) for key, its in found.items()}
        assert column(method.capitalize(), Fraction) == merits
    spreads = {k: str(scoring.rounded(scoring.spread(i))) for k, i in found.items()}
    assert column("Spread", str) == spreads
    disagree = {key: scoring.disagree(its) for key, its in found.items()}
    assert column("Reviewers disagree", truth) == disagree


def test_the_ranks_by_the_mean_with_a_tie_break():
    rows, found = with_heading("Considerations"), ranks("mean", TIE_BREAK)
    assert [row["Proposal"] for row in rows] == in_order(found, rows)
    for row in rows:
        its = found[row["Proposal"]]
        assert Fraction(row["Merit"]) == its.result
        assert int(row["Rank by merit"]) == its.by_merit
        assert int(row["Final rank"]) == its.final


def in_order(found, rows):
    """The names of ``rows`` by final rank; equal ones as the page has them."""
    return sorted((row["Proposal"] for row in rows), key=lambda key: found[key].final)


def test_the_ranks_by_the_mean_with_points():
    rows, found = with_heading("Points"), ranks("mean", POINTS)
    assert [row["Proposal"] for row in rows] == in_order(found, rows)
    for row in rows:
        its = found[row["Proposal"]]
        assert Fraction(row["Points"]) == its.points
        assert Fraction(row["Result"]) == its.result
        assert Fraction(row["Merit"]) == its.result - its.points
        assert int(row["Rank by merit"]) == its.by_merit
        assert int(row["Final rank"]) == its.final


def test_the_ranks_by_the_median():
    tie_break, points = ranks("median", TIE_BREAK), ranks("median", POINTS)
    for row in with_heading("With points"):
        its = tie_break[row["Proposal"]]
        assert Fraction(row["Merit"]) == its.result
        assert int(row["Rank by merit"]) == its.by_merit
        assert int(row["With a tie-break"]) == its.final
        assert int(row["With points"]) == points[row["Proposal"]].final


@dataclass
class Decided:
    decision: str
    reserve_order: int | None
    rationale: str = ""


def decided(row, explained):
    word, _space, order = row["Decision"].lower().partition(" ")
    rationale = "It is about mines." if row["Proposal"] in explained else ""
    return Decided(word, int(order) if order else None, rationale)


@pytest.mark.parametrize(
    ("heading", "explained"),
    [("Has to be explained", ()), ("Once Mica is explained", ("Mica",))],
)
def test_what_departs_and_what_has_to_be_explained(heading, explained):
    rows, found = with_heading("Departs"), ranks("mean", TIE_BREAK)
    ranking = SimpleNamespace(
        rows=[
            SimpleNamespace(proposal=Named(key), rank=found[key])
            for key in (row["Proposal"] for row in rows)
        ]
    )
    decisions = {row["Proposal"]: decided(row, explained) for row in rows}
    departed = departures(ranking, decisions)
    for row in rows:
        key = row["Proposal"]
        assert int(row["Final rank"]) == found[key].final
        assert truth(row["Departs"]) == (key in departed)
        wanting = key in departed and departed[key].needs_rationale
        assert truth(row[heading]) == (wanting and not decisions[key].rationale)


@dataclass(frozen=True)
class Named:
    pk: str

    def __str__(self):
        return self.pk


# The lines of working.

OPERATORS = {
    ast.Add: operator.add,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
LINES = [line for block in WORKING.findall(EXAMPLE) for line in block.splitlines()]


def worked_out(text):
    """Return the exact value of an expression as the page writes it."""

    def value(node):
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        return Fraction(node.value)

    return value(ast.parse(text.strip().replace("·", "*"), mode="eval").body)


@pytest.mark.parametrize("line", LINES)
def test_each_line_of_working(line):
    line, _about, shown = line.partition(" ≈ ")
    first, *others = map(worked_out, line.split(" = "))
    assert others
    assert others == [first] * len(others)
    assert not shown or shown == str(scoring.rounded(first))


def test_the_working_leads_to_what_the_tables_say():
    results = {worked_out(line.partition(" ≈ ")[0].split(" = ")[-1]) for line in LINES}
    said = {Fraction(row["Total"]) for row in REVIEWS} | {
        *column("Mean", Fraction).values()
    }
    assert results & said == {83, Fraction(1380, 17), Fraction(4151, 51), 78}


def test_no_number_stands_where_no_test_reads_it():
    prose = TABLE.sub("", WORKING.sub("", EXAMPLE))
    assert re.findall(r"\d+", prose) == []
