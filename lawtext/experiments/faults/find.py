"""Every rule over one order."""

from collections.abc import Iterator

from lawtext.experiments.faults import persons, wording
from lawtext.experiments.faults.checked import Checked, Fits
from lawtext.experiments.faults.permits import permits
from lawtext.experiments.faults.standing import standing
from lawtext.experiments.waivers import Fault
from lawtext.law.ids import order, steps


def find(checked: Checked, fits: Fits | None = None) -> tuple[Fault, ...]:
    """The order's own faults, in the order of its paragraphs, each once; chapters are held up where `fits` is given."""
    found = dict.fromkeys(_every(checked, fits))
    return tuple(sorted(found, key=lambda one: [(step.level, order(step.number)) for step in steps(one.at)]))


def _every(checked: Checked, fits: Fits | None) -> Iterator[Fault]:
    yield from standing(checked)
    yield from permits(checked)
    yield from persons.untouched(checked)
    yield from persons.misplaced(checked)
    yield from persons.astray(checked)
    yield from wording.titles(checked)
    yield from wording.sentence_numbers(checked)
    yield from wording.employers(checked)
    if fits is not None:
        yield from wording.chapters(checked, fits)
