"""Does a fetched text say what its register says?"""

from pathlib import Path

from msgspec import structs

from lawtext.citing.names import Names
from lawtext.corpus import registers
from lawtext.corpus.making import make
from lawtext.corpus.registers import Register, UnitFacts
from lawtext.corpus.saying import opening, provision
from lawtext.corpus.verify import Difference, differences
from lawtext.law.editions import Edition, Form
from lawtext.law.ids import UnitId


class Comparison:
    """Holds texts against the registers in a folder."""

    def __init__(self, folder: Path, names: Names) -> None:
        self._folder = folder
        self._names = names

    def differences(self, text: Edition) -> tuple[Difference, ...] | None:
        """What the register of the same edition says otherwise; None where there is no register.

        What the site keeps up to date in an act's metadata (later amending acts, the ministry of today, a date of
        publication that was not given before) is no difference. A register of flattened text is compared in what it
        knows: the text of the body's provisions.
        """
        path = registers.path_in(self._folder, text.id)
        if not path.is_file():
            return None
        register = registers.load(path)
        if register.source.sha256 == text.source.sha256:
            return ()
        made = make(text, self._names)
        if register.source.form is Form.FLATTENED:
            return tuple(_in_body(register, made))
        return tuple(differences(register, _as_kept_up(register, made)))


def _as_kept_up(register: Register, made: Register) -> Register:
    """The register made of the text, with the register's own word for what the site changes without the act changing.

    Source: domain/lexdania.md section 2 (references in Meta are kept up to date; DiesEdicti in none of the files of
    2017, in all of 2026); 2024-227 names a ministry of 2026.
    """
    return structs.replace(
        made,
        source=register.source,
        amended_by=register.amended_by,
        ministry=register.ministry,
        published=made.published if register.published else None,
    )


def _in_body(register: Register, made: Register) -> list[Difference]:
    found = {unit.id: unit for unit in made.units}
    return [
        Difference(unit.id, f"{opening(provision(unit.id))}: {says}")
        for unit in register.units
        if unit.id.startswith("Par") and (says := _otherwise(unit, found.get(UnitId(unit.id))))
    ]


def _otherwise(before: UnitFacts, after: UnitFacts | None) -> str:
    if after is None:
        return "er ikke i den hentede tekst."
    return "teksten er anderledes." if before.text != after.text else ""
