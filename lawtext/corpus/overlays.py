"""Damage in a source, mended by hand: `corpus/overlays.yaml`. The registers themselves stay as the source is."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, structs

from lawtext import typed_yaml
from lawtext.corpus.designations import units_in
from lawtext.corpus.registers import Register, UnitFacts
from lawtext.errors import UnusableInputError
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Kind

LOST = "lost"
"""The status of a unit that exists, but that the source does not have as a unit."""


class Damage(Struct, frozen=True, forbid_unknown_fields=True):
    """Paragraphs that are `lost` behind the one they stand `after`, and units that the damage made (`stray`)."""

    source: str
    lost: tuple[str, ...] = ()
    after: str = ""
    stray: tuple[UnitId, ...] = ()


def load(path: Path) -> dict[EditionId, tuple[Damage, ...]]:
    """Read overlays.yaml; {} where there is none. Raises UnusableInputError with file, line and what is wrong."""
    return typed_yaml.load(path, dict[EditionId, tuple[Damage, ...]]) if path.exists() else {}


def mended(register: Register, damages: Iterable[Damage]) -> Register:
    """The register without what the damage made, and with what it lost. Raises UnusableInputError."""
    units = list(register.units)
    for damage in damages:
        ids = [unit.id for unit in units]
        if missing := [unit for unit in damage.stray if unit not in ids]:
            raise UnusableInputError(f"overlays.yaml, {register.edition}: {', '.join(missing)} er ikke i registeret.")
        units = [unit for unit in units if unit.id not in damage.stray]
        place = _end_of(units, damage.after, register.edition) if damage.lost else 0
        lost = [UnitId(unit) for text in damage.lost for unit in units_in(text)]
        units[place:place] = [UnitFacts(unit, Kind.PARAGRAPH, status=LOST) for unit in lost]
    return structs.replace(register, units=tuple(units))


def _end_of(units: list[UnitFacts], after: str, edition: EditionId) -> int:
    """The place behind a unit and all that lies in it."""
    outer = units_in(after)[0]
    places = [place for place, unit in enumerate(units) if unit.id == outer or unit.id.startswith(f"{outer}_")]
    if not places:
        raise UnusableInputError(f"overlays.yaml, {edition}: {after} er ikke i registeret.")
    return places[-1] + 1
