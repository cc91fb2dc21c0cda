"""The limits on experiments that a plan's provisions raise, each with the plan's own answer; none is answered here."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.corpus.shelf import SqliteShelf
from lawtext.corpus.touching import Point
from lawtext.drafting.applications.consequences import Consequences
from lawtext.drafting.plans import Answer, Plan, Proposal
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.limits import Limit, Limits, Provision, limits


class Question(NamedTuple):
    """A limit, why the provisions raise it (() where it always counts, or only the plan does), and the answer."""

    limit: Limit
    because: tuple[str, ...]
    answer: str


class Checklist(NamedTuple):
    """The questions in the order of the list; `unknown`: limits that the plan answers and the list does not have."""

    questions: tuple[Question, ...]
    unknown: tuple[str, ...]
    known: tuple[str, ...]


def checklist(
    plan: Plan, shelf: SqliteShelf, book: Book, points: Iterable[Point], rows: Iterable[Consequences]
) -> Checklist:
    """The limits raised by the provisions or by those who refer to them, and those that the plan answers unasked."""
    every = limits(book.source)
    raised = {one.limit.id: one.because for one in Limits(shelf, every, plan.date).raised(map(_provision, points))}
    for limit, where in _flagged(rows):
        raised[limit] = tuple(dict.fromkeys((*raised.get(limit, ()), where)))
    given = {answer.limit: answer.says for answer in _answers(plan)}
    known = tuple(limit.id for limit in every)
    return Checklist(
        tuple(
            Question(limit, raised.get(limit.id, ()), given.get(limit.id, ""))
            for limit in every
            if limit.id in raised or limit.id in given
        ),
        tuple(one for one in given if one not in known),
        known,
    )


def _flagged(rows: Iterable[Consequences]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for limit, where in row.flagged.items():
            yield limit, f"{saying.opening(where)} henviser til bestemmelserne."


def _provision(point: Point) -> Provision:
    return Provision(point.work, point.unit)


def _answers(plan: Plan) -> Iterator[Answer]:
    yield from plan.answers if isinstance(plan, Proposal) else ()
