"""Registers: the facts of one edition that the rooms need, and none of its text.

On disk a register is JSON with one unit a line, so that a change of an act reads as a change of lines. The same edition
gives the same bytes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from lawtext import whole_files
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType, AmendedBy, Source
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Kind
from lawtext.law.works import Change, Later

FORMAT = 1
"""The form of the file; a reader refuses another one."""


class Reference(Struct, frozen=True, array_like=True):
    """A reference out of a unit: the key of the act ("self", "2016-1342", "title:…") and units ("first:last" a range).

    Source of the keys: gold/GUIDELINES.md section 4.
    """

    act: str
    units: tuple[str, ...] = ()


class UnitFacts(Struct, frozen=True, omit_defaults=True):
    """One unit. `label` and `heading` are as printed; `sentences` counts the unit's own text, not its children's.

    `status` is "repealed" or "omitted" (law.units), "" otherwise. `text` is `hash_of` the whole unit with its children;
    `refs` are those of its own text. Sentences, notes and what lies in a note have no line of their own.
    """

    id: UnitId
    kind: Kind
    label: str = ""
    heading: str = ""
    status: str = ""
    sentences: int = 0
    text: str = ""
    refs: tuple[Reference, ...] = ()


class Taken(Struct, frozen=True, omit_defaults=True):
    """An amending act, or the part of it, that a preamble names. `points` as printed ("1-12 og 38"), "" for all."""

    act: EditionId
    signed: date
    part: UnitId = UnitId("")
    points: str = ""
    since: date | None = None
    """Of an amendment left out: when the preamble says that it takes effect, None where it does not say."""


class Chain(Struct, frozen=True, omit_defaults=True):
    """What the preamble of a lovbekendtgørelse says of its place in the chain.

    `consolidates` is the edition it takes over (a lovbekendtgørelse, or the act itself); `takes_in` the amendments
    that are in the text, `left_out` those that the preamble says are not, `later` the printed text not yet in force.
    """

    consolidates: EditionId
    consolidates_signed: date
    takes_in: tuple[Taken, ...] = ()
    left_out: tuple[Taken, ...] = ()
    later: tuple[Later, ...] = ()


class Commencement(Struct, frozen=True, omit_defaults=True):
    """When an act or order says it takes effect, and where it says so. `since` None: it says no date that is read.

    `later` are its own units with another day (of an amending act: its points, `Aen1.26_`); there None means that
    a minister decides.
    """

    since: date | None
    unit: UnitId
    later: tuple[Later, ...] = ()


class Amends(Struct, frozen=True, omit_defaults=True):
    """What one § of an amending act does to one act.

    `act` is the key of the act amended; `edition` the consolidation it says it amends ("" where it names none);
    `after` the earlier amendments that the § names ("som ændret ved …"). `changes` are in the act's own numbering, and
    `by` names for each of them the point that makes it. `unread` are points whose instruction was not understood:
    where there are any, the changes are not all.
    """

    part: UnitId
    act: str
    edition: str = ""
    after: tuple[Taken, ...] = ()
    changes: tuple[Change, ...] = ()
    by: tuple[UnitId, ...] = ()
    unread: tuple[UnitId, ...] = ()


class Repeal(Struct, frozen=True, omit_defaults=True):
    """An edition that this one says is repealed, and the unit that says so."""

    edition: EditionId
    unit: UnitId


class Register(Struct, frozen=True):
    """The facts of one edition.

    `work_title` is the title in base form, without "Bekendtgørelse af" and popular name. `unknown` lists what the
    source's form can't tell: "chain", "chapters", "preamble", "annexes", "commencement of amendments", "points".
    """

    format: int
    edition: EditionId
    type: ActType
    amending: bool
    signed: date
    title: str
    subtitle: str
    popular_title: str
    work_title: str
    ministry: str
    published: date | None
    source: Source
    unknown: tuple[str, ...]
    chain: Chain | None
    commencement: Commencement | None
    repeals: tuple[Repeal, ...]
    amended_by: tuple[AmendedBy, ...]
    amends: tuple[Amends, ...]
    units: tuple[UnitFacts, ...]

    @property
    def number(self) -> str:
        """The number in Lovtidende A."""
        return self.edition.partition("-")[2]


Registers = Mapping[EditionId, Register]
"""The registers on a shelf, by their editions."""


def path_in(folder: Path, edition: EditionId) -> Path:
    """Where the register of an edition lies in a folder of registers."""
    return folder / f"{edition}.json"


def load(path: Path) -> Register:
    """Read one register. Raises UnusableInputError for what is none."""
    try:
        return _DECODER.decode(path.read_bytes())
    except FileNotFoundError:
        raise UnusableInputError(f"{path}: registeret findes ikke. Lav det med: lawtext corpus register FIL") from None
    except msgspec.DecodeError as error:
        raise UnusableInputError(f"{path}: filen er ikke et register ({error}). Lav det igen.") from None


def load_all(folder: Path) -> Iterator[Register]:
    """Every register in a folder, in the order of year and number."""
    yield from (load(path) for path in sorted(folder.glob("*-*.json"), key=_year_and_number))


def write(register: Register, path: Path) -> None:
    """Write one register, and make the folder it lies in. Raises UnusableInputError where it can't be written."""
    whole_files.folder(path.parent)
    whole_files.write(path, encode(register))


def encode(register: Register) -> bytes:
    """The bytes of a register: one fact a line, one amending §, reference and unit a line."""
    lines = []
    for name in Register.__struct_fields__:
        value = getattr(register, name)
        many = isinstance(value, tuple) and bool(value) and isinstance(value[0], Struct)
        text = _lines(value) if many else _ENCODER.encode(value).decode()
        lines.append(f"{_ENCODER.encode(name).decode()}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def hash_of(text: str) -> str:
    """A short hash of a text without white space, so that a flattened and an XML text of one act agree.

    The text is clean (no soft hyphens) and without notes and labels. 40 bits: enough to see that a text was changed.
    """
    squeezed = "".join(text.split())
    return hashlib.blake2b(squeezed.encode(), digest_size=5).hexdigest()


_DECODER = msgspec.json.Decoder(Register)
_ENCODER = msgspec.json.Encoder()


def _lines(values: tuple[Struct, ...]) -> str:
    return "[\n" + ",\n".join(" " + _ENCODER.encode(value).decode() for value in values) + "\n]"


def _year_and_number(path: Path) -> tuple[int, int]:
    year, _, number = path.stem.partition("-")
    return int(year), int(number) if number.isdigit() else 0
