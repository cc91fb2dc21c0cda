"""CSV: UTF-8 with or without byte order mark, or Windows-1252; `;`, `,` or tab between the cells."""

import codecs
import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lawtext.batch.tables.table import Row, Table, columns
from lawtext.errors import UnusableInputError

_SEPARATORS = ";,\t"
_BLOCK = 1 << 20
_LARGEST_CELL = 20_000_000
_WINDOWS = "cp1252"


def read(path: Path) -> Table:
    """The table of a CSV file. Raises UnusableInputError for what is no text, or has no proper head."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
    separator = max(_SEPARATORS, key=first.count)
    lines = _lines(path, encoding, separator)
    head = columns(path.name, next(lines, (1, []))[1])
    notes: tuple[str, ...] = ()
    if encoding == _WINDOWS:
        notes = (f"{path.name} er ikke UTF-8 og er læst som Windows-1252; se efter, at æ, ø og å er rigtige.",)
    return Table(path, head, partial(_rows, path, encoding, separator, head), notes=notes)


def _encoding(path: Path) -> str:
    """UTF-8 where all of the file is; else Windows-1252, whose few undefined bytes tell a file that is neither."""
    line = 1
    decoders = [codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder(_WINDOWS)()]
    fitting = ["utf-8-sig", _WINDOWS]
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if b"\0" in block:
                raise UnusableInputError(f"{path.name}: filen er ikke en tekst; gem tabellen som CSV i UTF-8.")
            for name, decoder in zip(list(fitting), list(decoders), strict=True):
                try:
                    decoder.decode(block, final=len(block) < _BLOCK)
                except UnicodeDecodeError as error:
                    line = max(line, block.count(b"\n", 0, error.start) + 1)
                    decoders.remove(decoder)
                    fitting.remove(name)
    if not fitting:
        raise UnusableInputError(f"{path.name}, linje {line}: hverken UTF-8 eller Windows-1252; gem CSV i UTF-8.")
    return fitting[0]


def _lines(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and cells. A quoted cell may run over several lines, so a row's number is not its line."""
    csv.field_size_limit(_LARGEST_CELL)  # the csv module's own, for all readers of the process
    number = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            for number, cells in enumerate(csv.reader(file, delimiter=separator, strict=True), 1):
                yield number, cells
    except csv.Error as error:
        says = "en celle er for stor" if "limit" in str(error) else "et anførselstegn mangler eller er for meget"
        raise UnusableInputError(f"{path.name}, række {number + 1}: ikke gyldig CSV; {says}.") from error


def _rows(path: Path, encoding: str, separator: str, head: tuple[str, ...]) -> Iterator[Row]:
    """The rows that have any text; a row that a spreadsheet left empty is no case."""
    lines, width = _lines(path, encoding, separator), len(head)
    next(lines)
    for number, cells in lines:
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            if any(cells) and any(map(str.strip, cells)):
                yield Row(number, dict(zip(head, cells, strict=False)))
        elif any(map(str.strip, cells)):
            says = f"rækken har {len(cells)} celler, overskriften {width}; ret den, eller sæt celler med skilletegn i "
            yield Row(number, {}, unfit=says + "anførselstegn")
