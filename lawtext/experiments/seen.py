"""All that is looked at when it is asked whether a waiver is live."""

from typing import NamedTuple

from lawtext.experiments.book import Book
from lawtext.experiments.grounds import Question
from lawtext.experiments.reach import Acts, Reach
from lawtext.experiments.registry import Experiment, LocalDecision, OrderEntry, Practice
from lawtext.experiments.waivers import Order, Waiver


class Seen(NamedTuple):
    """The question, the order of the day with the experiment's paragraph, and what is known of the municipality.

    `decision`: the one that counts, stated in the case or known to the registry. `reach`: what the paragraph waives,
    for the group on the day.
    """

    book: Book
    acts: Acts
    experiment: Experiment
    question: Question
    entry: OrderEntry
    order: Order
    waiver: Waiver
    practice: Practice | None
    decision: LocalDecision | None
    reach: tuple[Reach, ...]
