"""What is on disk after a call, whatever was there before."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from loopback_retsinformation import NOON, act

from lawtext.corpus.retsinformation.refusals import Fault
from lawtext.corpus.retsinformation.store import Place, Remembered, Store
from lawtext.errors import UnusableInputError, UsageError
from lawtext.law.ids import EditionId

EDITION = EditionId("2024-9001")
TEXT = act(EDITION)


def remembered(place: Place, body: bytes = TEXT, **more: object) -> Remembered:
    facts = {"edition": EDITION, "address": "http://x", "checked": NOON, "sha256": hashlib.sha256(body).hexdigest()}
    return Remembered(**(facts | {"place": place} | more))  # type: ignore[arg-type]


def test_a_kept_text_lies_where_added_ones_do_and_is_remembered(store: Store) -> None:
    store.keep(TEXT, remembered(Place.TEXTS, etag='"a"', last_modified="x"))
    assert (store.texts / "2024-9001.xml").read_bytes() == TEXT
    assert store.remembered(EDITION) == remembered(Place.TEXTS, etag='"a"', last_modified="x")
    assert store.known() == {EDITION}


def test_a_text_put_apart_is_not_among_the_texts(store: Store) -> None:
    store.keep(TEXT, remembered(Place.APART))
    assert not store.file(EDITION, Place.TEXTS).exists()
    assert store.file(EDITION, Place.APART).read_bytes() == TEXT


def test_a_text_that_is_good_after_all_leaves_the_ones_apart(store: Store) -> None:
    store.keep(TEXT, remembered(Place.APART))
    store.keep(TEXT, remembered(Place.TEXTS))
    assert not store.file(EDITION, Place.APART).exists()


def test_a_text_added_by_hand_is_no_longer_apart(store: Store) -> None:
    store.keep(TEXT, remembered(Place.APART))
    store.texts.mkdir()
    store.file(EDITION, Place.TEXTS).write_bytes(TEXT)
    found = store.remembered(EDITION)
    assert found is not None and found.place is Place.TEXTS


NO_ZONE = b'{"edition": "2024-9001", "address": "", "checked": "2026-11-20T11:00:00"}'
OTHER = b'{"edition": "2024-9002", "address": "", "checked": "2026-11-20T11:00:00Z"}'


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", NO_ZONE, OTHER])
def test_a_damaged_memory_is_none(store: Store, damage: bytes) -> None:
    store.keep(TEXT, remembered(Place.TEXTS))
    (store.texts.parent / "retsinformation" / "2024-9001.json").write_bytes(damage)
    assert store.remembered(EDITION) is None


@pytest.mark.parametrize("place", [Place.TEXTS, Place.APART])
@pytest.mark.parametrize("change", [lambda file: file.unlink(), lambda file: file.write_bytes(b"other")])
def test_a_text_that_is_gone_or_changed_is_not_remembered(store: Store, place: Place, change: object) -> None:
    store.keep(TEXT, remembered(place))
    change(store.file(EDITION, place))  # type: ignore[operator]
    assert store.remembered(EDITION) is None


def test_an_answer_without_text_is_remembered(store: Store) -> None:
    noted = remembered(Place.NOWHERE, fault=Fault.NO_TEXT, says="kun metadata")
    store.remember(noted)
    assert store.remembered(EDITION) == noted


def test_the_last_harvest_is_remembered(store: Store) -> None:
    assert store.last_harvest is None
    store.note_harvest(NOON + timedelta(seconds=1))
    assert store.last_harvest == NOON + timedelta(seconds=1)
    assert store.known() == frozenset()


def test_one_run_at_a_time(store: Store) -> None:
    with store.alone(), pytest.raises(UsageError, match="er i gang"), Store(store.texts).alone():
        pass
    with store.alone():
        pass


def test_what_a_killed_run_left_unfinished_is_cleared_away(store: Store) -> None:
    store.keep(TEXT, remembered(Place.TEXTS))
    unfinished = [
        store.texts / ".0a1b2c3d.123.part",
        store.texts.parent / "retsinformation" / ".f0e1d2c3.1.part",
    ]
    for file in unfinished:
        file.write_bytes(b"half")
    others = store.texts / "2024-9002.part"
    others.write_bytes(b"of another program")
    with store.alone():
        pass
    assert not any(file.exists() for file in unfinished)
    assert others.exists() and store.file(EDITION, Place.TEXTS).exists()


def test_a_place_that_can_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    store = Store(tmp_path / "data" / "texts")
    with pytest.raises(UnusableInputError, match="kan ikke skrives"):
        store.keep(TEXT, remembered(Place.TEXTS))
    with pytest.raises(UnusableInputError, match="kan ikke skrives"), store.alone():
        pass
