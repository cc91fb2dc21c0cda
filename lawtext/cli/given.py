"""What commands are given alike: a corpus (--corpus), a day (--on), files and folders of acts; and what these open.

Every command opens a folder's corpus with the experiments' tables in it, so that one built file serves them all.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from lawtext.errors import UnusableInputError, UsageError

if TYPE_CHECKING:
    from lawtext.corpus.build import Table
    from lawtext.corpus.shelf import SqliteShelf
    from lawtext.drafting.applications import Applicant
    from lawtext.drafting.checking.checker import Checker
    from lawtext.drafting.desk import Desk
    from lawtext.experiments.book import Book
    from lawtext.law.editions import Edition

Command = TypeVar("Command", bound=Callable[..., object])

HELP = {"help_option_names": ["-h", "--help"]}
CORPUS = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="STI",
    help="Et andet korpus end det, der følger med: en bygget fil eller en mappe.",
)
_SUFFIXES = (".xml", ".txt", ".html", ".htm", ".json", ".pdf", ".docx")
"""How files of acts end; metadata that lies beside a page is no act of its own."""


def day(text: str) -> date:
    """The day that a text names: 2018-09-03, 3. september 2018 or 3/9 2018. Raises UsageError for what is none."""
    from lawtext.wording import dates  # noqa: PLC0415 - each command loads only what it needs

    found = dates.read(text)
    if found is None:
        raise UsageError(f"»{text}« er ikke en dato. Skriv den som 2018-09-03.")
    return found


def texts(use: str) -> Callable[[Command], Command]:
    """The option --texts: folders with texts of acts, as `texts: tuple[Path, ...]`; `use` says what they are for."""

    def folders(_context: click.Context, _option: click.Parameter, named: tuple[Path, ...]) -> tuple[Path, ...]:
        for folder in named:
            if not folder.is_dir():
                raise UsageError(f"{folder} er ikke en mappe med tekster.")
        return named

    path = click.Path(path_type=Path)
    return click.option("--texts", multiple=True, type=path, metavar="MAPPE", callback=folders, help=use)


def act(name: str) -> "Edition":
    """The act in a file, or on standard input ("-"). Raises UnusableInputError."""
    from lawtext import reading  # noqa: PLC0415 - the parsers are loaded when a file is read

    return reading.read(sys.stdin.buffer.read(), "Standardinput") if name == "-" else reading.read(name)


def files(names: Iterable[str]) -> Iterator[str]:
    """The files named, folders unfolded to the readable files in them, by name. Raises UnusableInputError."""
    for name in names:
        if name == "-" or not Path(name).is_dir():
            yield name
            continue
        inside = sorted(str(path) for path in Path(name).rglob("*") if _is_act(path))
        if not inside:
            raise UnusableInputError(f"{name} er en mappe uden filer, der kan læses ({', '.join(_SUFFIXES)}).")
        yield from inside


def _is_act(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.lower().endswith(".meta.json")


def word_file(source: Path, out: Path | None) -> Path:
    """Where the Word file made of a source goes: `out`, or the source's name with .docx in the folder one stands in.

    Raises UsageError where it would take the source's own place.
    """
    target = out or Path(source.name).with_suffix(".docx")
    if target.resolve() == source.resolve():
        raise UsageError(f"{target}: Word-filen ville erstatte {source}; giv den et andet navn med --out.")
    return target


def tables(folder: Path) -> "tuple[Table, ...]":
    """What higher rooms keep in the corpus of a folder that has experiments."""
    if not (folder / "experiments.yaml").exists():
        return ()
    from lawtext.experiments import tables as of_experiments  # noqa: PLC0415

    return of_experiments.tables()


def shelf(corpus: Path | None) -> "SqliteShelf":
    """The corpus named, or the one that comes with the program."""
    from lawtext.corpus.shelf import open_shelf, place  # noqa: PLC0415

    found = place(corpus)
    return open_shelf(found, tables(found))


def book(law: "SqliteShelf") -> "Book":
    """The experiments that a corpus carries. Raises UnusableInputError for one that was built without."""
    from lawtext.experiments.book import kept  # noqa: PLC0415
    from lawtext.experiments.tables import tables as of_experiments  # noqa: PLC0415

    if law.lacks(of_experiments()):
        advice = "Læg networks.yaml og experiments.yaml i mappen, og byg det igen med: lawtext corpus build"
        raise UnusableInputError(f"{law.file} er bygget uden forsøg. {advice}")
    return kept(law)


def desk(corpus: Path | None) -> "Desk":
    """The desk that makes letters on the corpus named."""
    from lawtext.drafting.desk import Desk  # noqa: PLC0415

    law = shelf(corpus)
    return Desk(law, book(law), law.fingerprint)


def applicant(corpus: Path | None, texts: Sequence[Path] = ()) -> "Applicant":
    """The maker of applications on the corpus named; `texts`: folders of acts to print provisions from."""
    from lawtext.drafting.applications import Applicant  # noqa: PLC0415

    law = shelf(corpus)
    return Applicant(law, book(law), law.fingerprint, texts=texts)


def checker(corpus: Path | None) -> "Checker":
    """The checker of documents' citations on the corpus named."""
    from lawtext.drafting.checking.checker import Checker  # noqa: PLC0415

    law = shelf(corpus)
    return Checker(law, book(law))
