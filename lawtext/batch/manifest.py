"""The manifest: JSON Lines of what was made, in the table's order, without personal data.

The first line says what the run was made with. Every other is a letter, or the grounds that letters rest on: many rest
on the same law, which is written once.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

import msgspec
from msgspec import Struct

from lawtext import whole_files
from lawtext.batch.tables import Row
from lawtext.drafting.desk import Desk, program_version
from lawtext.drafting.record import RecordedCitation
from lawtext.errors import UnusableInputError, why

NAME = "manifest.jsonl"
_KEY_BYTES = 32

Grounds = tuple[RecordedCitation, ...]
"""What a letter cites, resolved."""


class Grounded(Struct, frozen=True, tag_field="line", tag="grounds"):
    """A line of grounds; `id` is theirs in this manifest (a part of their sha256)."""

    id: str
    citations: Grounds


class Run(Struct, frozen=True, tag_field="line", tag="run"):
    """The first line: what all letters were made with. `templates`: the sha256 of templates and rules together."""

    program: str
    corpus: str
    templates: str


class Made(Struct, frozen=True, tag_field="line", tag="letter"):
    """A line of one letter.

    `number`: its running number from 1; `row`: the row's number in the table; `input`: the row's keyed hash (`keyed`);
    `sha256`: of the Word file; `on`: the letter's date; `reasons`: why it is a draft, () where final; `grounds`: the id
    of a line before it.
    """

    number: int
    row: int
    file: str
    input: str
    sha256: str
    on: str
    final: bool
    reasons: tuple[str, ...]
    grounds: str
    template: str
    template_sha256: str


def made_with(desk: Desk) -> Run:
    """The first line of what a desk makes."""
    return Run(program_version(), desk.corpus, desk.templates.fingerprint)


Line = Run | Grounded | Made


def keyed(row: Row, key: bytes) -> str:
    """The row's hash with the user's key: a plain one of CPR-like data could be guessed by trying them all."""
    cells = msgspec.json.encode(sorted(filter(itemgetter(1), row.values.items())))
    return hmac.digest(key, cells, "sha256").hex()


def key(path: Path) -> bytes:
    """The key in a file, made where there is none. Raises UnusableInputError for a file that is no key."""
    try:
        if not path.exists():
            whole_files.folder(path.parent)
            whole_files.write(path, os.urandom(_KEY_BYTES).hex().encode())
            path.chmod(0o600)
        found = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        says = why(error) if isinstance(error, OSError) else "den er ikke en nøgle, som programmet har lavet"
        raise UnusableInputError(f"{path}: nøglefilen kan ikke bruges ({says}); giv en anden med --key.") from error
    if len(found) != _KEY_BYTES:
        raise UnusableInputError(f"{path}: nøglefilen kan ikke bruges (den er ikke hel); giv en anden med --key.")
    return found


@lru_cache(maxsize=1024)
def grounds_id(grounds: Grounds) -> str:
    """The id of grounds."""
    return hashlib.sha256(msgspec.json.encode(grounds)).hexdigest()[:16]


def encoded(line: Line) -> bytes:
    """The line with its line end."""
    return msgspec.json.encode(line) + b"\n"


def lines(path: Path) -> Iterator[tuple[Line, int]]:
    """The lines of a manifest and where each ends in the file, up to the first that isn't whole; none without a file.

    A power loss may leave the last line half or as zeros: what it would have said is made again.
    """
    try:
        file = path.open("rb")
    except OSError:
        return
    decoder, end = msgspec.json.Decoder(Line), 0
    with file:
        for text in file:
            end += len(text)
            try:
                line = decoder.decode(text)
            except (msgspec.DecodeError, UnicodeDecodeError):
                return
            if not text.endswith(b"\n"):
                return
            yield line, end


def letters(path: Path) -> Iterator[Made]:
    """The letters of a manifest."""
    return (line for line, _ in lines(path) if isinstance(line, Made))


class Manifest(Struct, frozen=True):
    """A finished manifest, whole. Invariant: every letter's grounds are there."""

    run: Run
    letters: tuple[Made, ...]
    grounds: dict[str, Grounds]


def read(path: Path) -> Manifest:
    """A finished manifest. Raises UnusableInputError for a file that is none, with the first line that isn't whole."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnusableInputError(f"{path}: manifestet kan ikke læses ({why(error)}); se efter stien.") from error
    found = list(lines(path))
    end = found[-1][1] if found else 0
    if not found or end != size or not isinstance(found[0][0], Run):
        says = "ikke et manifest, som »lawtext batch run« har skrevet"
        raise UnusableInputError(f"{path}, linje {len(found) + 1 if end != size else 1}: {says}.")
    grounds = {line.id: line.citations for line, _ in found if isinstance(line, Grounded)}
    letters = tuple(line for line, _ in found if isinstance(line, Made))
    if missing := next((one for one in letters if one.grounds not in grounds), None):
        raise UnusableInputError(f"{path}: grundlaget for brev {missing.number} mangler; manifestet er ændret.")
    return Manifest(found[0][0], letters, grounds)
