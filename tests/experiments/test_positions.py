"""Changed legal positions: each entry held against what the two orders waive, and against the acts' registers."""

from pathlib import Path

import pytest

from lawtext.corpus.shelf import SqliteShelf
from lawtext.experiments.book import load
from lawtext.experiments.positions import ChangedPosition, Position, changed, positions
from lawtext.experiments.sources import Folder
from lawtext.experiments.within import meets
from lawtext.law.verdicts import Status

CORPUS = Path(__file__).parents[2] / "corpus"
EVERY = positions(Folder(CORPUS))


def _waived(one: ChangedPosition, position: Position, unit: str) -> bool:
    """Whether the experiment's paragraph in that order waives the unit, alone or in a range."""
    book = load()
    paragraph = book.experiment(one.experiment).paragraphs[position.order]
    waiver = book.waiver(position.order, paragraph)
    assert waiver
    cited = [each for found in waiver.waives if found.title == position.title for each in found.units]
    return any(meets(each, unit) for each in cited)


@pytest.mark.parametrize("one", EVERY, ids=[f"{one.experiment} {one.before.units[0]}" for one in EVERY])
def test_it_was_waived_before_and_is_not_after_and_all_of_it_exists(one: ChangedPosition, shelf: SqliteShelf) -> None:
    assert all(_waived(one, one.before, unit) for unit in one.before.units)
    assert not any(_waived(one, one.after, unit) for unit in one.after.units)
    for position in (one.before, one.after):
        for unit in (*position.units, *position.groups):
            assert shelf.standing_in(position.edition, unit).status is Status.EXISTS


@pytest.mark.parametrize(
    ("order", "group", "want"),
    [
        ("2019-1184", "Par6_Stk1_Num5", ["Par96a"]),
        ("2019-1184", "Par6_Stk1_Num3", ["Par96_Stk2"]),
        ("2019-1184", "Par6_Stk1_Num1", []),
        ("2019-1184", None, ["Par96a", "Par96_Stk2"]),
        ("2018-529", "Par2_Stk1_Num13", []),
        (None, None, []),
    ],
)
def test_only_what_came_with_the_order_and_is_about_the_group_is_said(
    order: str | None, group: str | None, want: list[str]
) -> None:
    assert [one.before.units[0] for one in changed(EVERY, "ret-og-pligt", order, group)] == want


def test_a_folder_without_a_list_has_none(tmp_path: Path) -> None:
    assert positions(Folder(tmp_path)) == ()
