"""The checklist of limits: what raises which question, on the shipped registers, and that every limit has a source."""

from datetime import date
from pathlib import Path

import pytest

from lawtext.corpus.shelf import SqliteShelf
from lawtext.errors import UnusableInputError
from lawtext.experiments.limits import Limits, Provision, limits
from lawtext.experiments.sources import Folder
from lawtext.law.ids import UnitId
from lawtext.law.works import WorkId

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("work", "unit", "day", "want"),
    [
        ("lab-2003", "Par128_Stk1", date(2018, 9, 1), {"klage"}),
        ("lab-2003", "Kap24", date(2018, 9, 1), {"klage"}),
        ("lab-2019", "Par204", date(2020, 3, 2), {"klage"}),
        ("lab-2003", "Par98c", date(2018, 9, 1), {"eu"}),
        ("lab-2003", "Par122", date(2018, 9, 1), {"oekonomi"}),
        ("forvaltning", "Par19_Stk2", date(2018, 9, 1), {"hoering"}),
        ("forvaltning", "Par24", date(2018, 9, 1), {"begrundelse"}),
        ("retssikkerhed", "Par66", date(2018, 9, 1), {"klage"}),
        ("lab-2003", "Par92", date(2018, 9, 1), set()),
    ],
)
def test_a_provision_raises_the_limits_it_touches(
    shelf: SqliteShelf, work: str, unit: str, day: date, want: set[str]
) -> None:
    found = Limits(shelf, limits(Folder(CORPUS)), day).of(Provision(WorkId(work), UnitId(unit)))
    assert {limit for limit, _ in found} == want
    assert all(because.endswith(".") for _, because in found)


def test_the_general_limits_are_always_raised_and_the_acts_own_for_its_provisions(shelf: SqliteShelf) -> None:
    asked = Limits(shelf, limits(Folder(CORPUS)), date(2018, 9, 1))
    assert [one.limit.id for one in asked.raised(())] == ["grundlov", "eu", "oekonomi", "retssikkerhed"]
    found = {one.limit.id: one.because for one in asked.raised([Provision(WorkId("service"), UnitId("Par148"))])}
    assert {"grundlov", "service-stillet-daarligere", "service-statsudgifter", "service-tilsyn"} <= set(found)
    assert found["grundlov"] == ()
    assert "»Opfølgning, tilsyn og betaling for tilsynet«" in found["service-tilsyn"][0]


def test_every_limit_is_a_question_with_a_source() -> None:
    every = limits(Folder(CORPUS))
    assert len({limit.id for limit in every}) == len(every)
    for limit in every:
        assert limit.question.endswith("?")
        assert limit.source
        assert limit.always or limit.acts or limit.headings or limit.provisions or limit.eu


def test_a_spoilt_list_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "limits.yaml").write_text("- {id: x, question: 7}\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"limits\.yaml"):
        limits(Folder(tmp_path))
