"""`corpus/works.yaml` as it is written by hand: what is known of each work that no register says.

A fact that a register says is not typed again; where it is, it must agree.
"""

from datetime import date
from pathlib import Path

from msgspec import Struct

from lawtext import typed_yaml
from lawtext.errors import UnusableInputError
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId
from lawtext.law.works import WorkId


class LaterText(Struct, frozen=True, forbid_unknown_fields=True):
    """Printed text that is not in force from the edition's first day; `since` None: not known when."""

    units: str
    source: str
    since: date | None = None


class EditionEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A known edition. `type` and `signed` are only for those without a register; see law.works.Listed for the rest."""

    edition: EditionId
    type: ActType | None = None
    signed: date | None = None
    since: date | None = None
    consolidates: EditionId | None = None
    newest_until: date | None = None
    complete_until: date | None = None
    later: tuple[LaterText, ...] = ()
    source: str = ""


class Does(Struct, frozen=True, forbid_unknown_fields=True):
    """What a part of an amending act does, in citation form ("§ 6, stk. 4").

    `inserts` gives for each new unit how many sentences its own text has (0: not known); `renumbers` old and new.
    """

    inserts: dict[str, int] = {}
    replaces: tuple[str, ...] = ()
    modifies: tuple[str, ...] = ()
    repeals: tuple[str, ...] = ()
    renumbers: dict[str, str] = {}
    headings: tuple[str, ...] = ()


class AmendmentEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """An amending act's part. `complete`: `does` is all that the part does."""

    act: EditionId
    source: str
    signed: date | None = None
    part: str = ""
    points: str = ""
    since: date | None = None
    taken_into: EditionId | None = None
    does: Does | None = None
    complete: bool = False


class End(Struct, frozen=True, forbid_unknown_fields=True):
    """The end of a work. `names`: the edition that the repealing act says it repeals."""

    by: EditionId
    source: str
    since: date | None = None
    names: EditionId | None = None


class WorkEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One work. `not_known` says in words what is not known of its course; see law.works.Work for `successive`."""

    id: WorkId
    title: str
    editions: tuple[EditionEntry, ...]
    original: EditionId | None = None
    repealed: End | None = None
    amendments: tuple[AmendmentEntry, ...] = ()
    successive: bool = False
    not_known: str = ""
    source: str = ""


class WorksFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as a whole."""

    works: tuple[WorkEntry, ...]


def load(path: Path) -> tuple[WorkEntry, ...]:
    """Read works.yaml. Raises UnusableInputError with file, line and what is wrong."""
    entries = typed_yaml.load(path, WorksFile).works
    seen: set[str] = set()
    for entry in entries:
        for name in (entry.id, *(edition.edition for edition in entry.editions)):
            if name in seen:
                raise UnusableInputError(f"{path}: {name} står to gange på listen. Slet den ene.")
            seen.add(name)
    return entries
