"""JSON Lines: an object a line, its fields by dotted names or nested ({"person": {"name": …}})."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from lawtext.batch.tables.table import Row, Table
from lawtext.errors import UnusableInputError

_DEEPEST = 8


def read(path: Path) -> Table:
    """The table of a JSON Lines file; its columns are all fields that any line has."""
    found: dict[str, None] = {}
    for row in _rows(path):
        found.update(dict.fromkeys(row.values))
    return Table(path, tuple(found), partial(_rows, path), row_word="linje")


def _rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _row(path.name, number, line.removeprefix(b"\xef\xbb\xbf"))


def _row(name: str, number: int, line: bytes) -> Row:
    try:
        values = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UnusableInputError(
            f"{name}, linje {number}: ikke gyldig JSON; hver linje skal være ét objekt."
        ) from error
    if not isinstance(values, dict):
        return Row(number, {}, unfit="linjen skal være et objekt: {…}")
    try:
        cells = dict(_flat(values, "", 0))
    except RecursionError:
        return Row(number, {}, unfit="felterne ligger for dybt i hinanden")
    if not all(map(str.isprintable, cells)):
        return Row(number, {}, unfit="et felts navn har et usynligt tegn")
    return Row(number, cells)


def _flat(values: Mapping[str, Any], outer: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _DEEPEST:
        raise RecursionError
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{outer}{name}.", depth + 1)
        else:
            yield f"{outer}{name}", _as_written(value)


def _as_written(value: Any) -> Any:
    """A value as a person writes it: a case reads texts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return [item if isinstance(item, dict) else _as_written(item) for item in value]
    return str(value)
