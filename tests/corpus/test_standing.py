"""The rule of verdicts, on small invented works."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_works import amendment, index_of, listed, work

from lawtext.corpus.index import Index
from lawtext.corpus.printed import standing_in
from lawtext.corpus.standing import standing
from lawtext.law.editions import Form
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.verdicts import DoubtKind, Status, Verdict
from lawtext.law.works import Amendment, Change, ChangeKind, Later, Work

OUTLINE = """
    Kap1 Par1 Par1_Stk1=2 Par1_Stk2=3
    Kap2 Par2 Par2_Stk1 Par2_Stk1_Num1 Par2_Stk1_Num2 Par2_Stk1_Num2_Lita Par3! Par4-6!
    Kap2a Par6a Par6a_Stk1 Par6a_Stk2? Par7 Par7_Stk1 Par7_Stk2 Par7_Stk3 Par7_Stk4=2
    Bil1
"""
INDEX = index_of("2001-10", OUTLINE)


def at(unit: str, day: str, subject: Work, *indexes: Index) -> Verdict:
    held = {index.edition: index for index in (indexes or (INDEX,))}
    return standing(subject, UnitId(unit), date.fromisoformat(day), held.get)


def change(how: ChangeKind, unit: str, to: str = "", sentences: int = 0) -> Change:
    return Change(how, UnitId(unit), UnitId(to), sentences)


@pytest.mark.parametrize(
    ("unit", "status"),
    [
        ("", Status.EXISTS),
        ("Par1", Status.EXISTS),
        ("Par1_Stk2_Pkt3", Status.EXISTS),
        ("Par1_Stk2_Pkt4", Status.NO_SUCH_PROVISION),
        ("Par1_Stk2_PktLast", Status.EXISTS),
        ("Par1_Stk2_Pkt0", Status.NO_SUCH_PROVISION),
        ("Par2_Stk1_Num2_Lita", Status.EXISTS),
        ("Par2_Stk1_Num2_Litb", Status.NO_SUCH_PROVISION),
        ("Par2_Stk1_Num3", Status.NO_SUCH_PROVISION),
        ("Par3", Status.REPEALED),
        ("Par3_Stk1", Status.REPEALED),
        ("Par5", Status.REPEALED),
        ("Par5a_Stk2_Pkt1", Status.REPEALED),
        ("Par6", Status.REPEALED),
        ("Par6a", Status.EXISTS),
        ("Par6a_Stk2", Status.NOT_KNOWN),
        ("Par8", Status.NO_SUCH_PROVISION),
        ("Kap2a", Status.EXISTS),
        ("Kap3", Status.NO_SUCH_PROVISION),
        ("Bil1_Par2", Status.NOT_KNOWN),
        ("Bil2", Status.NO_SUCH_PROVISION),
        ("Par1_Stk1_Led2", Status.NOT_KNOWN),
    ],
)
def test_what_an_edition_prints(unit: str, status: Status) -> None:
    verdict = standing_in(INDEX, UnitId(unit))
    assert verdict.status is status
    assert (verdict.address is not None) == (status is Status.EXISTS)
    assert bool(verdict.why) == (status is not Status.EXISTS)


def test_the_deepest_unit_that_exists_is_named() -> None:
    verdict = standing_in(INDEX, UnitId("Par2_Stk1_Num2_Litb"))
    assert verdict.found == "Par2_Stk1_Num2"
    assert (
        verdict.why == "§ 2, stk. 1, nr. 2, litra b, findes ikke i lovbekendtgørelse nr. 10 af 2. januar 2001; "
        "§ 2, stk. 1, nr. 2, findes."
    )


@pytest.mark.parametrize(
    ("unit", "status"),
    [
        ("Par37", Status.EXISTS),
        ("Par38", Status.NOT_KNOWN),
        ("Par41a", Status.NOT_KNOWN),
        ("Par43", Status.NO_SUCH_PROVISION),
        ("Par36", Status.NO_SUCH_PROVISION),
    ],
)
def test_a_paragraph_printed_without_its_number_may_be_any_in_the_gap(unit: str, status: Status) -> None:
    index = index_of("2001-10", "Par35 Par37 Kap5! Par(1)! Par(1)_Stk1! Kap6 Par42-42b! Par44")
    assert standing_in(index, UnitId(unit)).status is status


def test_a_label_printed_twice_is_ambiguous() -> None:
    verdict = standing_in(index_of("2001-10", "Par1 Par1(2) Par1_Stk1"), UnitId("Par1"))
    assert verdict.status is Status.AMBIGUOUS
    assert verdict.choices == ("2001-10#Par1", "2001-10#Par1(2)")


@pytest.mark.parametrize(
    ("unit", "status", "doubts"),
    [
        ("Par1_Stk2", Status.EXISTS, 0),
        ("Par2_Stk1_Num1", Status.EXISTS, 0),
        ("Par2_Stk1_Num9", Status.NO_SUCH_PROVISION, 1),
        ("Par1_Stk1_Pkt3", Status.NO_SUCH_PROVISION, 1),
        ("Par1_Stk9", Status.NO_SUCH_PROVISION, 0),
        ("Kap3", Status.NOT_KNOWN, 1),
        ("Bil4", Status.NOT_KNOWN, 1),
    ],
)
def test_flattened_text_can_not_tell_chapters_and_doubts_what_is_missing_in_lists(
    unit: str, status: Status, doubts: int
) -> None:
    verdict = standing_in(index_of("2001-10", OUTLINE, Form.FLATTENED), UnitId(unit))
    assert (verdict.status, len(verdict.doubts)) == (status, doubts)
    assert all(doubt.kind is DoubtKind.FORM_LOSSY for doubt in verdict.doubts)


def test_the_edition_that_counts_on_the_day_answers() -> None:
    subject = work(listed("2001-10", "2001-03-01"), listed("2005-20", "2005-03-01"))
    newer = index_of("2005-20", "Par1 Par1_Stk1")
    assert at("Par1", "2005-02-28", subject, INDEX, newer).address == ("2001-10", "Par1")
    assert at("Par1", "2005-03-01", subject, INDEX, newer).address == ("2005-20", "Par1")


def test_an_edition_that_is_not_held_is_not_known() -> None:
    subject = work(listed("2001-10", "2001-03-01"), listed("2005-20", "2005-03-01", held=False))
    verdict = at("Par1", "2005-03-01", subject)
    assert verdict.status is Status.NOT_KNOWN
    assert verdict.why == "Den 1. marts 2005 gjaldt lovbekendtgørelse nr. 20 af 1. marts 2005, som ikke er i korpus."


def test_an_edition_of_unknown_date_makes_its_year_not_known() -> None:
    subject = work(listed("2001-10", "2001-03-01"), listed("2005-20", None, held=False))
    assert at("Par1", "2004-12-31", subject).status is Status.EXISTS
    assert at("Par1", "2005-01-01", subject).status is Status.NOT_KNOWN
    assert at("Par1", "2009-01-01", subject).status is Status.NOT_KNOWN


def test_before_the_first_edition() -> None:
    later = listed("2001-10", "2001-03-01")
    assert at("Par1", "2001-02-28", work(later)).status is Status.NOT_KNOWN
    act = at("Par1", "2001-02-28", work(later, original=EditionId("2001-10")))
    assert act.status is Status.NOT_YET_IN_FORCE
    assert "1. marts 2001" in act.why


def test_after_the_end_a_work_is_repealed() -> None:
    subject = work(listed("2001-10", "2001-03-01"), until=date(2009, 12, 31), repealed_by=EditionId("2009-7"))
    assert at("Par1", "2009-12-31", subject).status is Status.EXISTS
    verdict = at("Par1", "2010-01-01", subject)
    assert (verdict.status, verdict.by) == (Status.REPEALED, "2009-7")
    assert "1. januar 2010" in verdict.why


def with_changes(*changes: Change, **more: object) -> Work:
    return work(
        listed("2001-10", "2001-03-01"), amendments=(amendment("2002-5", "2002-07-01", changes=changes, **more),)
    )


MOVED = (
    change(ChangeKind.INSERT, "Par7_Stk2", sentences=1),
    change(ChangeKind.RENUMBER, "Par7_Stk2", "Par7_Stk3"),
    change(ChangeKind.RENUMBER, "Par7_Stk3", "Par7_Stk4"),
    change(ChangeKind.RENUMBER, "Par7_Stk4", "Par7_Stk5"),
)


@pytest.mark.parametrize(
    ("unit", "status", "choices"),
    [
        ("Par7_Stk1", Status.EXISTS, ()),
        ("Par7_Stk2", Status.NOT_KNOWN, ("Par7_Stk3",)),
        ("Par7_Stk2_Pkt1", Status.NOT_KNOWN, ("Par7_Stk3_Pkt1",)),
        ("Par7_Stk2_Pkt2", Status.RENUMBERED, ("Par7_Stk3_Pkt2",)),
        ("Par7_Stk4", Status.NOT_KNOWN, ("Par7_Stk5",)),
        ("Par7_Stk5", Status.NOT_KNOWN, ()),
        ("Par7_Stk6", Status.NO_SUCH_PROVISION, ()),
        ("Par7", Status.EXISTS, ()),
    ],
)
def test_a_new_stykke_moves_the_others(unit: str, status: Status, choices: tuple[str, ...]) -> None:
    subject = with_changes(*MOVED)
    verdict = at(unit, "2002-07-01", subject)
    assert (verdict.status, verdict.choices) == (status, choices)
    assert at(unit, "2002-06-30", subject) == standing_in(INDEX, UnitId(unit))


def test_a_paragraph_changed_inside_stands_with_a_doubt() -> None:
    verdict = at("Par7", "2002-07-01", with_changes(*MOVED))
    assert [doubt.kind for doubt in verdict.doubts] == [DoubtKind.AMENDED_INSIDE]


@pytest.mark.parametrize(
    ("unit", "status"),
    [
        ("Par1_Stk1", Status.REPEALED),
        ("Par1_Stk2", Status.RENUMBERED),
        ("Par2_Stk1_Num1", Status.NOT_KNOWN),
        ("Par6a", Status.NOT_KNOWN),
        ("Par6a_Stk1", Status.NOT_KNOWN),
        ("Par7_Stk4_Pkt2", Status.REPEALED),
        ("Par7_Stk3", Status.EXISTS),
        ("Par9", Status.NOT_KNOWN),
    ],
)
def test_what_an_amending_act_does_to_a_unit(unit: str, status: Status) -> None:
    changes = (
        change(ChangeKind.REPEAL, "Par1_Stk1"),
        change(ChangeKind.RENUMBER, "Par1_Stk2", "Par1_Stk1(9)"),
        change(ChangeKind.MODIFY, "Par2_Stk1_Num1"),
        change(ChangeKind.REPLACE, "Par6a"),
        change(ChangeKind.REPEAL, "Par7_Stk4_Pkt2"),
        change(ChangeKind.INSERT, "Par9"),
    )
    assert at(unit, "2002-07-01", with_changes(*changes)).status is status


def test_a_repealed_sentence_that_is_not_the_last_leaves_its_number_in_use() -> None:
    subject = with_changes(change(ChangeKind.REPEAL, "Par1_Stk2_Pkt2"))
    assert at("Par1_Stk2_Pkt2", "2002-07-01", subject).status is Status.NOT_KNOWN


def test_a_change_of_a_chapter_is_a_change_of_its_paragraphs() -> None:
    subject = with_changes(change(ChangeKind.REPEAL, "Kap2a"))
    assert at("Par7_Stk1", "2002-07-01", subject).status is Status.REPEALED
    assert at("Par2", "2002-07-01", subject).status is Status.EXISTS


def test_an_act_older_than_the_edition_touches_its_whole_paragraph() -> None:
    old = amendment("2000-5", "2002-07-01", signed=date(2000, 1, 1), changes=(change(ChangeKind.REPEAL, "Par7_Stk1"),))
    subject = work(listed("2001-10", "2001-03-01"), amendments=(old,))
    assert at("Par7_Stk4", "2002-07-01", subject).status is Status.NOT_KNOWN
    assert at("Par1_Stk1", "2002-07-01", subject).status is Status.EXISTS


def test_a_new_heading_leaves_the_unit_as_it_was() -> None:
    verdict = at("Kap2", "2002-07-01", with_changes(change(ChangeKind.HEADING, "Kap2")))
    assert (verdict.status, len(verdict.doubts)) == (Status.EXISTS, 1)


def test_an_amending_act_that_nobody_has_seen_leaves_a_doubt() -> None:
    subject = with_changes(complete=False)
    verdict = at("Par1", "2002-07-01", subject)
    assert [(doubt.kind, doubt.about) for doubt in verdict.doubts] == [(DoubtKind.AMENDED_UNSEEN, "2002-5")]
    assert at("Par1", "2002-06-30", subject).doubts == ()


@pytest.mark.parametrize(
    ("unit", "status"),
    [("Par1_Stk3", Status.NOT_KNOWN), ("Par7a", Status.NOT_KNOWN), ("Par300", Status.NO_SUCH_PROVISION),
     ("Par1_Stk90", Status.NO_SUCH_PROVISION), ("Par1_Stk2_Pkt40", Status.NO_SUCH_PROVISION)],
)  # fmt: skip
def test_what_an_unseen_act_may_have_inserted_is_not_called_missing(unit: str, status: Status) -> None:
    assert at(unit, "2002-07-01", with_changes(complete=False)).status is status


def test_an_act_signed_but_without_known_start_counts_from_its_signature() -> None:
    unknown = amendment("2002-5", None, signed=date(2002, 5, 1), changes=(change(ChangeKind.REPLACE, "Par1"),))
    subject = work(listed("2001-10", "2001-03-01"), amendments=(unknown,))
    assert at("Par1", "2002-04-30", subject).status is Status.EXISTS
    assert at("Par1", "2002-05-01", subject).status is Status.NOT_KNOWN


def test_text_taken_in_before_it_is_in_force() -> None:
    early = amendment(
        "2002-5",
        "2002-07-01",
        taken_into=EditionId("2001-10"),
        changes=(change(ChangeKind.INSERT, "Par6a"), change(ChangeKind.MODIFY, "Par1_Stk1")),
    )
    subject = work(listed("2001-10", "2002-03-01"), amendments=(early,))
    assert at("Par6a_Stk1", "2002-06-30", subject).status is Status.NOT_YET_IN_FORCE
    assert at("Par1_Stk1", "2002-06-30", subject).status is Status.NOT_KNOWN
    assert at("Par6a_Stk1", "2002-07-01", subject).status is Status.EXISTS


def test_text_that_takes_effect_later_than_its_edition() -> None:
    parts = (Later(("Par7_Stk2:Par7_Stk3", "Kap1"), date(2002, 1, 1)), Later(("Par2",), None))
    entry = listed("2001-10", "2001-03-01", later=parts)
    act = work(entry, original=EditionId("2001-10"))
    assert at("Par7_Stk3", "2001-12-31", act).status is Status.NOT_YET_IN_FORCE
    assert at("Par7_Stk3", "2001-12-31", work(entry)).status is Status.NOT_KNOWN
    assert at("Par1_Stk1", "2001-12-31", work(entry)).status is Status.NOT_KNOWN
    assert at("Par7_Stk3", "2002-01-01", act).status is Status.EXISTS
    assert at("Par7_Stk1", "2001-12-31", act).status is Status.EXISTS
    assert at("Par2", "2020-01-01", act).status is Status.NOT_KNOWN


def test_where_knowledge_ends_a_doubt_begins() -> None:
    entry = listed("2001-10", "2001-03-01", newest_until=date(2003, 1, 1), complete_until=date(2002, 1, 1))
    kinds = [[doubt.kind for doubt in at("Par1", day, work(entry)).doubts] for day in ("2002-01-01", "2003-01-01")]
    assert kinds == [[], [DoubtKind.AMENDED_UNSEEN]]
    assert [doubt.kind for doubt in at("Par1", "2003-01-02", work(entry)).doubts] == [DoubtKind.CHAIN_UNKNOWN]


DAYS = st.dates(date(1999, 1, 1), date(2012, 1, 1))
UNITS = st.sampled_from(["", "Par1", "Par1_Stk2_Pkt2", "Par7_Stk2", "Par7_Stk5", "Par3", "Par99", "Kap2a", "Par6a"])


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Works with editions held and not, dated and not, and amendments known and not."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=4, unique=True)))
    editions = [
        listed(f"{day.year}-{place + 1}", day.isoformat(), held=draw(st.booleans())) for place, day in enumerate(days)
    ]
    changes = st.tuples(st.sampled_from(MOVED))
    begins = draw(st.lists(st.one_of(st.none(), DAYS), max_size=3))
    made: list[Amendment] = [
        amendment(
            f"{(start or date(2000, 1, 1)).year}-{place + 100}",
            start.isoformat() if start else None,
            changes=draw(changes),
            complete=draw(st.booleans()),
            taken_into=draw(st.sampled_from([None, *[entry.edition for entry in editions]])),
        )
        for place, start in enumerate(begins)
    ]
    return work(*editions, amendments=tuple(made), until=draw(st.one_of(st.none(), DAYS)))


@given(works(), UNITS, DAYS)
def test_verdicts_keep_their_promises(subject: Work, unit: str, day: date) -> None:
    held = {entry.edition: index_of(entry.edition, OUTLINE) for entry in subject.editions if entry.held}
    verdict = standing(subject, UnitId(unit), day, held.get)
    counts = subject.edition_on(day)
    if verdict.status is Status.EXISTS:
        assert counts is not None and counts.held
        assert verdict.address is not None and verdict.address.edition == counts.edition
        assert subject.until is None or day <= subject.until
    else:
        assert verdict.why.endswith(".") and verdict.address is None
    if verdict.status in (Status.RENUMBERED, Status.AMBIGUOUS):
        assert verdict.choices
    if counts is not None and not counts.held and (subject.until is None or day <= subject.until):
        assert verdict.status is Status.NOT_KNOWN
    assert all(doubt.says.endswith(".") for doubt in verdict.doubts)


@given(works(), DAYS)
def test_only_a_known_day_changes_a_verdict(subject: Work, day: date) -> None:
    held = {entry.edition: index_of(entry.edition, OUTLINE) for entry in subject.editions if entry.held}
    turning = {entry.since for entry in subject.editions} | {each.since or each.signed for each in subject.amendments}
    if subject.until:
        turning.add(subject.until + timedelta(days=1))
    if day not in turning:
        before = standing(subject, UnitId("Par7_Stk2"), day - timedelta(days=1), held.get)
        assert standing(subject, UnitId("Par7_Stk2"), day, held.get).status is before.status
