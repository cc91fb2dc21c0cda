"""The rules on invented orders and an invented act: each fault is seen, and the same words set right are not."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from lawtext import reading
from lawtext.experiments.book import load
from lawtext.experiments.faults.checked import Checked
from lawtext.experiments.faults.find import find
from lawtext.experiments.faults.standing import unsettled
from lawtext.experiments.orders import read_order
from lawtext.experiments.reach import Acts
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.units import Kind, Passage, Unit
from lawtext.law.verdicts import Status, Verdict
from lawtext.law.works import Amendment, Listed, Work, WorkId
from tests.experiments.library import ACT, TITLE, WORK, Library

FOLDER = Path(__file__).parents[1] / "data" / "experiments"
NEW = EditionId("2001-99")
ORDER = """BEK nr 20 af 20/02/2001
Bekendtgørelse om øvelsesforsøg

§ 1. Ministeren har givet tilladelse til, at der gennemføres forsøg i følgende kommuner: Aby og Beby.

§ 2. Ministeren har givet tilladelse til, at der gennemføres forsøg som nævnt i {permits}.

§ 3. {experiment} Stk. 2. Forsøgstilladelsen indebærer en fravigelse af {waives} i {title}{described}.

§ 4. Forsøgene løber til den 31. december 2001.

§ 5. Bekendtgørelsen træder i kraft den 1. maj 2001.
"""
RIGHT = {
    "permits": "§ 3",
    "experiment": f"Kommunerne er undtaget fra at give hjælp til personer, der er omfattet af § 2, nr. 1, i {TITLE}.",
    "waives": "§ 10, stk. 1,",
    "title": TITLE,
    "described": "",
}
SENTENCES = Unit(
    UnitId("Par10_Stk1"),
    Kind.STK,
    content=(Passage("Kommunen tilbyder øvelse hver mandag. Samtalen holdes personligt i øvehuset.", "", 0),),
)
PRIVATE = Unit(UnitId("Par10_Stk1"), Kind.STK, content=(Passage("Private arbejdsgivere skal vente.", "", 0),))


class _Amended(Library):
    """The act, changed by another one that begins between the order's date and its commencement."""

    since = date(2001, 4, 1)

    def work(self, work: WorkId) -> Work:
        found = super().work(work)
        return Work(found.id, found.title, found.editions, (Amendment(NEW, UnitId("Par1"), True, self.since),))


class _AmendedBefore(_Amended):
    since = date(2001, 2, 1)


class _WrongName(Library):
    """A library that knows a wrong name of the act too."""

    def namings(self) -> list[Naming]:
        return [*super().namings(), Naming("lov om en hjælp til øvelse", WORK, NameKind.WRONG, right=TITLE)]


class _NotHeld(Library):
    """A library where the act was replaced by an edition not held, the day the order took effect."""

    def work(self, work: WorkId) -> Work:
        found = super().work(work)
        return Work(found.id, found.title, (*found.editions, Listed(NEW, False, date(2001, 5, 1))))


def checked(library: Library, unit: Unit | None = None, **other: str) -> Checked:
    text = ORDER.format(**(RIGHT | other))
    edition = reading.read(text.encode(), "prøven")
    acts = Acts(library)
    return Checked(edition, read_order(edition, load(FOLDER), acts), acts, lambda _edition, _unit: unit)


def faults(library: Library, unit: Unit | None = None, **other: str) -> list[tuple[str, str]]:
    return [(fault.at, fault.kind.value) for fault in find(checked(library, unit, **other), _fits)]


def _fits(words: str, cited: tuple[UnitId, ...], _headings: Mapping[UnitId, str]) -> tuple[UnitId, UnitId] | None:
    return (cited[0], cited[0]) if "planer" in words else None


def test_an_order_without_faults_has_none() -> None:
    assert faults(Library()) == []


GONE = Verdict(Status.REPEALED, why="Den er ophævet.", by=NEW)
MOVED = Verdict(Status.RENUMBERED, why="Den er flyttet.", by=NEW, choices=("Par10_Stk2",))


@pytest.mark.parametrize(
    ("library", "want"),
    [
        (Library({"Par10_Stk1": Verdict(Status.REPEALED, why="Den er ophævet.")}), "missing"),
        (_Amended({"Par10_Stk1": GONE}), "stale"),
        (_Amended({"Par10_Stk1": MOVED}), "stale"),
        (_AmendedBefore({"Par10_Stk1": GONE}), "missing"),
    ],
    ids=["repealed long ago", "repealed since the order was signed", "moved since", "repealed before it was signed"],
)
def test_a_provision_that_does_not_stand_is_missing_or_stale(library: Library, want: str) -> None:
    assert faults(library) == [("Par3_Stk2", want)]


def test_a_provision_that_is_not_known_is_said_so_and_is_no_fault() -> None:
    asked = checked(Library({"Par10_Stk1": Verdict(Status.NOT_KNOWN, why="Den er ændret.")}))
    assert find(asked) == ()
    assert [one.says for one in unsettled(asked)] == ["Den er ændret."]


def test_an_edition_that_came_the_same_day_may_have_other_numbers() -> None:
    (one,) = unsettled(checked(_NotHeld()))
    assert "numrene kan være forældede" in one.says


@pytest.mark.parametrize(
    ("other", "want"),
    [
        ({"waives": "§ 99,"}, [("Par3_Stk2", "missing")]),
        ({"waives": "§§ 10-99,"}, [("Par3_Stk2", "missing")]),
        ({"permits": "§§ 3-5"}, [("Par2", "internal")]),
        ({"permits": "§ 4"}, [("Par2", "internal")]),
        ({"permits": "§ 30"}, [("Par2", "internal")]),
        ({"experiment": RIGHT["experiment"].replace("nr. 1", "nr. 1 og 2")}, [("Par3_Stk1", "no effect")]),
        ({"experiment": RIGHT["experiment"].replace("nr. 1", "nr. 2")}, [("Par3_Stk1", "no effect")]),
        ({"waives": "§ 20,"}, []),
        (
            {"experiment": f"{RIGHT['experiment']} Kommunen oplyser, hvilke målgrupper i {TITLE} § 4, der er med."},
            [("Par3_Stk1", "wrong")],
        ),
        ({"experiment": f"{RIGHT['experiment']} Det sker efter samtalen i § 11, stk. 1, i {TITLE}."},
         [("Par3_Stk1", "wrong")]),
        ({"waives": "kapitel 5", "described": " om udarbejdelse af planer"}, [("Par3_Stk2", "wrong")]),
        ({"waives": "kapitel 5"}, []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_at_its_place(other: dict[str, str], want: list[tuple[str, str]]) -> None:
    assert faults(Library(), **other) == want


def test_a_title_that_is_not_the_acts_is_told_with_the_right_one() -> None:
    (found,) = find(checked(_WrongName(), title="lov om en hjælp til øvelse"))
    assert (found.kind.value, TITLE in found.says) == ("imprecise", True)


@pytest.mark.parametrize(("number", "want"), [("1", [("Par3_Stk2", "wrong")]), ("2", [])])
def test_a_sentence_counted_wrong_is_seen_where_the_text_is_held(number: str, want: list[tuple[str, str]]) -> None:
    words = {"waives": f"§ 10, stk. 1, {number}. pkt.,", "described": ", hvorefter samtalen holdes personligt"}
    library = Library({f"Par10_Stk1_Pkt{number}": Verdict(Status.EXISTS)})
    assert faults(library, SENTENCES, **words) == want
    assert faults(library, None, **words) == []


def test_a_rule_for_private_employers_has_no_effect_in_an_experiment_for_public_ones() -> None:
    public = RIGHT["experiment"].replace("hjælp til", "hjælp hos offentlige arbejdsgivere til", 1)
    both = RIGHT["experiment"].replace("hjælp til", "hjælp hos private eller offentlige arbejdsgivere til", 1)
    assert faults(Library(), PRIVATE, experiment=public) == [("Par3_Stk2", "no effect")]
    assert faults(Library(), PRIVATE, experiment=both) == []


def test_the_edition_asked_is_the_acts_own() -> None:
    asked: list[tuple[EditionId, UnitId]] = []
    one = checked(Library(), waives="§ 10, stk. 1, 1. pkt.,")
    one.unit_of = lambda edition, unit: asked.append((edition, unit))  # type: ignore[func-returns-value]
    find(one)
    assert {edition for edition, _ in asked} <= {ACT}
