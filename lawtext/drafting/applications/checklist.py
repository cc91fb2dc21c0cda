"""The limits on experiments that a plan's provisions raise, each with the plan's own answer; none is answered here."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lawtext.corpus.shelf import SqliteShelf
from lawtext.corpus.touching import Point
from lawtext.drafting.applications.consequences import Consequences, in_acts
from lawtext.drafting.plans import Answer, Plan, Proposal
from lawtext.experiments import saying
from lawtext.experiments.book import Book
from lawtext.experiments.impact import Referring
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
    for limit, because in _flagged(rows):
        raised[limit] = (*raised.get(limit, ()), because)
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
    """For each limit that those who refer raise, one sentence for all rows."""
    found: dict[str, list[Referring]] = {}
    for row in rows:
        for limit, referring in row.flagged.items():
            found.setdefault(limit, []).extend(referring)
    for limit, every in found.items():
        yield limit, f"{saying.opening(in_acts(every))} henviser til bestemmelserne."


def _provision(point: Point) -> Provision:
    return Provision(point.work, point.unit)


def _answers(plan: Plan) -> Iterator[Answer]:
    yield from plan.answers if isinstance(plan, Proposal) else ()
