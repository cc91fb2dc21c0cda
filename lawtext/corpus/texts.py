"""Texts of acts beside the corpus, in the user's data folder: with them provisions can be read, registers checked."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from lawtext import reading, whole_files
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Kind, Unit
from lawtext.wording import running

_INDENTED = (Kind.NUMBER, Kind.LITRA, Kind.INDENT)
_SUFFIXES = {
    Form.LEXDANIA: ".xml",
    Form.HTML: ".api.json",
    Form.LINED: ".txt",
    Form.FLATTENED: ".txt",
    Form.PDF: ".pdf",
    Form.DOCX: ".docx",
}
"""Of documentHtml the whole answer of the site's API, which names the act as the page alone does not; its name ends so
that no other JSON about an act is taken for it."""


def data_folder() -> Path:
    """Where added texts lie: XDG_DATA_HOME or the platform's own folder for data, in `lawtext/texts`."""
    if base := os.environ.get("XDG_DATA_HOME"):
        return Path(base) / "lawtext" / "texts"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "lawtext" / "texts"
    if sys.platform == "win32" and (base := os.environ.get("APPDATA")):
        return Path(base) / "lawtext" / "texts"
    return Path.home() / ".local" / "share" / "lawtext" / "texts"


def add(file: Path, folder: Path | None = None) -> tuple[Edition, Path]:
    """Store an act's file among the texts, named by its edition; it must be one that can be read.

    Raises UnusableInputError. An earlier text of the same edition and form is replaced.
    """
    edition = reading.read(file)
    if edition.source.form is Form.HTML and file.read_bytes().lstrip().startswith(b"<"):
        raise UnusableInputError(f"{file} er en side uden retsaktens nummer i sig. Tilføj hele JSON-svaret fra API'et.")
    place = folder or data_folder()
    target = place / f"{edition.id}{_SUFFIXES[edition.source.form]}"
    whole_files.folder(place)
    whole_files.write(target, file.read_bytes())
    return edition, target


def find(edition: EditionId, form: Form | None, folders: Iterable[Path]) -> Path | None:
    """The text of an edition in the folders or those in them, in that form; None for any: XML before plain text."""
    suffixes = [_SUFFIXES[form]] if form else list(dict.fromkeys(_SUFFIXES.values()))
    for folder in folders:
        for suffix in suffixes:
            name = f"{edition}{suffix}"
            for place in (folder / name, *sorted(folder.glob(f"*/{name}"))):
                if place.is_file():
                    return place
    return None


def provision(edition: EditionId, unit: UnitId, folders: Iterable[Path] = ()) -> str:
    """The text of a unit with its labels, a line for each stykke and list item; "" where no text is at hand."""
    return provisions(edition, (unit,), folders).get(unit, "")


def provisions(
    edition: EditionId, units: Iterable[UnitId], folders: Iterable[Path] = (), *, own: bool = True
) -> dict[UnitId, str]:
    """As `provision`, for several units of one edition, whose text is read once; only those that it has.

    `own`: look in the user's data folder too.
    """
    path = find(edition, None, (*folders, data_folder()) if own else folders)
    known = reading.read(path).by_id() if path else {}
    return {unit: "\n".join(_lines(known[unit])) for unit in units if unit in known}


def _lines(unit: Unit, depth: int = 0) -> Iterator[str]:
    label = unit.label.text.strip() if unit.label else ""
    words = " ".join(part for part in (label, running.heading(unit), running.text(unit)) if part)
    if words:
        yield "  " * depth + words
    for child in unit.children:
        if child.kind is not Kind.NOTE:
            yield from _lines(child, depth + (child.kind in _INDENTED))
