"""Is a waiver live? A table of grounds on invented orders; then what an answer must never hide."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from lawtext.experiments.book import load
from lawtext.experiments.live import Answer, GroundKind, Question, live
from lawtext.experiments.reach import Acts
from lawtext.experiments.registry import LocalDecision, Step, StepKind
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.verdicts import Status, Verdict
from tests.experiments.library import Library

FOLDER = Path(__file__).parents[1] / "data" / "experiments"
IN_TIME, AFTER_DEADLINE, LAST = date(2001, 4, 20), date(2001, 8, 20), date(2001, 11, 30)
TOO_LATE = LocalDecision("Rådet", date(2001, 5, 2), "opslag på rådhuset")
STATED = LocalDecision("Rådet", date(2001, 4, 1), "opslag på rådhuset")


def ask(  # noqa: PLR0913 - the parts of a question
    town="Aby", *, day=IN_TIME, group="1", experiment="pause", decision=None, started=None, library=None
):
    book = load(FOLDER)
    number = UnitId(f"Par2_Stk1_Num{group}") if group else None
    acts = Acts(library or Library(), book.by_hand)
    return live(book, acts, book.experiment(experiment), Question(town, day, number, decision, started))


def test_every_ground_says_yes():
    found = ask()
    assert found.answer is Answer.YES
    assert found.reasons == ()
    assert (found.order, found.paragraph) == ("2001-20", "Par3")


GROUNDS = [
    ({"town": "Efby", "decision": STATED}, GroundKind.NETWORK, Answer.NO, "Efby er ikke med"),
    ({"town": "Ceby"}, GroundKind.DECISION, Answer.NOT_KNOWN, "ikke kendt, om og hvornår Ceby"),
    ({"town": "Ceby", "decision": STATED}, GroundKind.DECISION, Answer.YES, "oplyst af kommunen"),
    ({"town": "Aby", "day": date(2001, 3, 9)}, GroundKind.DECISION, Answer.NO, "efter den 9. marts 2001"),
    ({"town": "Ceby"}, GroundKind.USED, Answer.NOT_KNOWN, "ikke kendt, om Ceby bruger"),
    ({"town": "Aby", "experiment": "laengere", "group": "3"}, GroundKind.USED, Answer.NO, "ikke blandt de forsøg"),
    ({"town": "Ceby", "day": AFTER_DEADLINE}, GroundKind.STARTED, Answer.NOT_KNOWN, "ikke kendt, hvornår"),
    ({"town": "Beby", "day": AFTER_DEADLINE}, GroundKind.STARTED, Answer.NO, "begyndte den 15. juni 2001"),
    ({"town": "Aby", "day": AFTER_DEADLINE}, GroundKind.STARTED, Answer.YES, "efter dens egen angivelse"),
    ({"town": "Ceby", "decision": TOO_LATE, "day": AFTER_DEADLINE}, GroundKind.STARTED, Answer.NO, "er fra den 2. maj"),
    ({"town": "Ceby", "started": date(2001, 4, 1)}, GroundKind.USED, Answer.YES, "oplyser i sagen, at forsøget"),
    ({"town": "Aby", "day": LAST}, GroundKind.PERIOD, Answer.NOT_KNOWN, "siger ikke, om dagen selv er med"),
    ({"town": "Aby", "day": date(2001, 12, 1)}, GroundKind.PERIOD, Answer.NO, "udløbet den 1. december 2001"),
    ({"town": "Aby", "day": date(2001, 3, 14)}, GroundKind.PERIOD, Answer.NO, "begyndte først den 15. marts"),
    ({"town": "Aby", "group": ""}, GroundKind.GROUP, Answer.NOT_KNOWN, "ikke oplyst"),
    ({"group": "1", "experiment": "laengere"}, GroundKind.GROUP, Answer.NO, "§ 2, nr. 1 er ikke i målgruppen"),
    ({"experiment": "i-ord"}, GroundKind.GROUP, Answer.NOT_KNOWN, "må læses af ordene"),
    ({"town": "Aby", "group": "2"}, GroundKind.LOCAL_GROUP, Answer.NO, "Aby selv har oplyst: Gruppe 1."),
    ({"town": "Deby", "group": "1"}, GroundKind.RESTRICTED, Answer.NO, "Deby kan ikke bruge forsøget for § 2, nr. 1"),
    ({"town": "Aby", "group": "2"}, GroundKind.CONCERNS, Answer.NO, "Ingen af de bestemmelser"),
    ({"experiment": "laengere", "group": "3"}, GroundKind.ORDER, Answer.NO, "først i kraft den 1. juni 2001"),
]


@pytest.mark.parametrize(("asked", "kind", "answer", "says"), GROUNDS)
def test_a_ground_answers_and_says_why(asked, kind, answer, says):
    found = ask(**asked)
    grounds = [ground for ground in found.grounds if ground.kind is kind]
    assert any(ground.answer is answer and says in ground.says for ground in grounds), grounds
    assert found.answer is not Answer.YES or answer is Answer.YES


NOT_ONE_GROUP = [
    # group, what stands there (None: the library's own answer) → answer, what is said
    ("Par2", None, Answer.NOT_KNOWN, "§ 2 har flere målgrupper"),
    ("Par2_Stk1", None, Answer.NOT_KNOWN, "§ 2, stk. 1 har flere målgrupper"),
    ("Par2_Stk1_Num9", None, Answer.NO, "§ 2, nr. 9 er ingen målgruppe"),
    ("Par2_Stk1_Num1_Lita", Verdict(Status.NOT_KNOWN, why="Den kan være indsat."), Answer.NOT_KNOWN, "kan være indsat"),
    ("Par2_Stk1_Num1_Lita", Verdict(Status.REPEALED, why="Den er ophævet."), Answer.NO, "ingen målgruppe: Den er oph"),
]


@pytest.mark.parametrize(("group", "stands", "answer", "says"), NOT_ONE_GROUP)
def test_what_is_no_one_group_that_day_carries_no_yes(group, stands, answer, says):
    book, library = load(FOLDER), Library({group: stands} if stands else None)
    asked = Question("Aby", IN_TIME, UnitId(group))
    found = live(book, Acts(library, book.by_hand), book.experiment("pause"), asked)
    ground = found.ground(GroundKind.GROUP)
    assert (ground.answer, says in ground.says) == (answer, True), ground
    assert found.answer is not Answer.YES


def test_a_decision_from_before_the_network_was_named_is_none():
    book = load(FOLDER)
    named = tuple(replace(one, named=date(2001, 3, 11)) for one in book.registry.networks)
    book.registry = replace(book.registry, networks=named)
    found = live(book, Acts(Library()), book.experiment("pause"), Question("Aby", IN_TIME, UnitId("Par2_Stk1_Num1")))
    ground = found.ground(GroundKind.DECISION)
    assert (ground.answer, "først udpeget den 11. marts 2001" in ground.says) == (Answer.NO, True)


FIRST_DAYS = [
    # town, experiment, first day stated, day of the case → answer, what is said
    (
        "Ceby",
        "pause",
        date(2001, 4, 1),
        AFTER_DEADLINE,
        Answer.YES,
        "Ceby oplyser i sagen, at forsøget »Pause« begyndte",
    ),
    (
        "Ceby",
        "pause",
        date(2001, 5, 1),
        AFTER_DEADLINE,
        Answer.YES,
        "fristen for at begynde forsøg var den 1. maj 2001",
    ),
    ("Ceby", "pause", date(2001, 5, 2), AFTER_DEADLINE, Answer.NO, "fristen for at begynde forsøg var den 1. maj 2001"),
    ("Ceby", "pause", date(2001, 3, 31), AFTER_DEADLINE, Answer.NO, "før beslutningen om at bruge forsøget"),
    ("Deby", "pause", date(2001, 2, 28), AFTER_DEADLINE, Answer.NOT_KNOWN, "ikke kendt, om en bekendtgørelse"),
    (
        "Ceby",
        "pause",
        date(2001, 1, 31),
        AFTER_DEADLINE,
        Answer.NO,
        "loven om netværket trådte først i kraft den 1. feb",
    ),
    ("Ceby", "pause", date(2001, 4, 21), IN_TIME, Answer.NO, "det er efter den 20. april 2001"),
    ("Ceby", "pause", date(2001, 4, 20), IN_TIME, Answer.YES, "fristen for at begynde forsøg er den 1. maj 2001"),
    ("Ceby", "laengere", date(2001, 4, 1), AFTER_DEADLINE, Answer.NO, "nr. 20 fra 2001 § 4 trådte først i kraft"),
    ("Aby", "pause", date(2001, 4, 1), AFTER_DEADLINE, Answer.YES, "Aby oplyser i sagen"),
    ("Aby", "pause", date(2001, 3, 12), AFTER_DEADLINE, Answer.NOT_KNOWN, "begyndte dens forsøg den 15. marts 2001"),
    ("Beby", "pause", date(2001, 4, 20), AFTER_DEADLINE, Answer.NOT_KNOWN, "i registret er dagen den 15. juni 2001"),
]


@pytest.mark.parametrize(("town", "experiment", "first", "day", "answer", "says"), FIRST_DAYS)
def test_a_first_day_that_the_municipality_states_is_held_against_all_that_is_known(  # noqa: PLR0913, PLR0917
    town, experiment, first, day, answer, says
):
    decision = STATED if town == "Ceby" else None
    ground = ask(town, experiment=experiment, day=day, decision=decision, started=first).ground(GroundKind.STARTED)
    assert (ground.answer, ground.stated_by) == (answer, town), ground
    assert says in ground.says


def test_an_experiment_cannot_begin_before_it_was_approved():
    book = load(FOLDER)
    step = Step(StepKind.APPROVAL, date(2001, 4, 2), "Ministeriet", "Godkendt.", "opdigtet")
    aby = replace(book.registry.practices[0], steps=(step,))
    book.registry = replace(book.registry, practices=(aby,))
    asked = Question("Aby", IN_TIME, UnitId("Par2_Stk1_Num1"), started=date(2001, 4, 1))
    ground = live(book, Acts(Library()), book.experiment("pause"), asked).ground(GroundKind.STARTED)
    assert (ground.answer, "før godkendelsen den 2. april 2001" in ground.says) == (Answer.NO, True)


def test_with_decision_and_first_day_stated_a_case_after_the_deadline_is_live():
    assert ask("Ceby", day=AFTER_DEADLINE, decision=STATED, started=date(2001, 4, 1)).answer is Answer.YES


def test_one_no_is_not_live_whatever_is_not_known():
    found = ask(town="Efby")
    assert {ground.answer for ground in found.grounds} == {Answer.YES, Answer.NO, Answer.NOT_KNOWN}
    assert found.answer is Answer.NO


def test_a_stated_decision_is_recorded_as_the_municipalitys_own_word():
    found = ask(town="Ceby", decision=STATED)
    assert found.ground(GroundKind.DECISION).stated_by == "Ceby"
    assert found.answer is Answer.YES


def test_the_order_of_the_day_is_found_and_an_experiment_that_ended_with_the_last_one_is_not_live():
    found = ask(experiment="laengere", day=date(2002, 2, 1), group="3")
    assert (found.answer, found.order, found.paragraph) == (Answer.NO, "2002-30", None)
    assert "findes ikke i bekendtgørelse nr. 30" in found.reasons[0]


def test_an_order_whose_waivers_are_not_held_is_not_known():
    found = ask(day=date(2002, 2, 1))
    assert found.answer is Answer.NOT_KNOWN
    assert found.paragraph == "Par2"


def test_an_experiment_may_stand_in_an_order_that_nobody_has_read():
    found = ask(experiment="i-ord", day=date(2002, 2, 1))
    assert (found.answer, found.paragraph) == (Answer.NOT_KNOWN, None)
    assert "er ikke i korpus" in found.reasons[0]


def test_a_group_numbered_in_another_paragraph_is_neither_in_nor_out():
    book, library = load(FOLDER), Library()
    asked = Question("Aby", IN_TIME, UnitId("Par6_Stk1_Num1"))
    found = live(book, Acts(library, book.by_hand), book.experiment("pause"), asked)
    assert found.ground(GroundKind.GROUP).answer is Answer.NOT_KNOWN
    assert found.ground(GroundKind.CONCERNS).answer is Answer.NOT_KNOWN
    assert found.concerning == ()


def test_a_group_that_the_act_does_not_have_is_none_even_where_the_order_names_the_whole_paragraph():
    gone = Verdict(Status.NO_SUCH_PROVISION, why="§ 2 har intet nr. 1.")
    found = ask(library=Library({"Par2_Stk1_Num1": gone}))
    assert found.ground(GroundKind.GROUP).answer is Answer.NO
    assert "§ 2, nr. 1 er ingen målgruppe: § 2 har intet nr. 1." in found.reasons


def test_of_the_last_known_order_it_is_not_said_that_it_counts_for_ever():
    found = ask(day=date(2030, 1, 1))
    assert "om og hvornår den er afløst, er ikke kendt" in found.reasons[0]
    assert "gjaldt den 1. januar 2030" not in found.reasons[0]


def test_no_order_is_known_before_the_first():
    assert ask(day=date(2001, 2, 1)).answer is Answer.NOT_KNOWN


def test_a_barred_provision_alone_does_not_make_a_waiver_concern_anyone():
    found = ask(group="2")
    stale = [one for one in found.reach if one.provisions.at == "Par3_Stk2_Num2"]
    assert [one.barred for one in stale] == [True]
    assert found.ground(GroundKind.CONCERNS).answer is Answer.NO


def test_a_provision_that_is_gone_that_day_makes_the_waiver_not_live():
    gone = Verdict(Status.REPEALED, why="§ 14 er ophævet.")
    library = Library({"Par14_Stk1": gone})
    found = ask(experiment="laengere", group="3", day=date(2001, 6, 15), decision=STATED, library=library)
    assert found.ground(GroundKind.PROVISIONS).answer is Answer.NO
    assert "§ 14 er ophævet." in found.reasons


def test_an_act_that_is_not_held_leaves_what_it_concerns_not_known():
    library = Library(titles=("lov om noget helt andet",))
    found = ask(library=library)
    assert found.ground(GroundKind.CONCERNS).answer is Answer.NOT_KNOWN
    assert found.answer is Answer.NOT_KNOWN


@pytest.mark.parametrize(("town", "answer"), [("Aby", Answer.YES), ("Ceby", Answer.NO)])
def test_an_experiment_that_names_its_municipalities_needs_no_network(town, answer):
    book = load(FOLDER)
    shipped = book.order(EditionId("2001-20"))
    named = tuple(replace(one, networks=(), municipalities=("Aby",)) for one in shipped.order.waivers)
    book._orders[EditionId("2001-20")] = replace(shipped, order=replace(shipped.order, waivers=named))
    asked = Question(town, IN_TIME, UnitId("Par2_Stk1_Num1"), STATED)
    found = live(book, Acts(Library(), book.by_hand), book.experiment("pause"), asked)
    assert found.ground(GroundKind.NETWORK).answer is answer
