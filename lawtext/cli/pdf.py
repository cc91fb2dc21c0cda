"""`lawtext pdf`: finished Word files as PDF."""

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.cli.progress import progress
from lawtext.errors import UnusableInputError
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from lawtext.drafting.pdf import Converted

_LOCK = "~$"
"""How the lock file that Word keeps beside an open document begins."""


@click.command(context_settings=given.HELP)
@click.argument("sources", metavar="FIL|MAPPE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAPPE",
    help="Mappen, som PDF-filerne lægges i.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="ANTAL",
    help="Hvor mange LibreOffice der arbejder samtidig. Uden: et for hver kerne.",
)
def pdf(sources: tuple[Path, ...], folder: Path, processes: int | None) -> None:
    """Lav Word-filer til PDF/A-2b med opmærkning.

    Den samme Word-fil giver den samme PDF. Programmet kontrollerer selv hver fil: opmærket indhold, dansk sprog, titel,
    overskriftsrækker i tabeller, ingen tomme afsnit, skrifterne med i filen, intet hentet udefra. Mangler noget, bliver
    filen ikke lavet, og grunden siges. Det er ikke en fuld kontrol af tilgængelighed; den kræver også et menneske.

    Kræver LibreOffice.

    \b
    Afslutningskode: 0 alle filer er lavet, 1 nogle er ikke.

    \b
    Eksempler:
      lawtext pdf brev.docx --out pdf
      lawtext pdf breve --out pdf --processes 4
    """
    if not made(word_files(sources), folder, processes):
        raise SystemExit(1)


def made(paths: Sequence[Path], folder: Path, processes: int | None = None) -> bool:
    """Make the PDFs, and say what became of each that could not be made; whether all were."""
    from lawtext.drafting import pdf as stage  # noqa: PLC0415 - help must not load it

    with _ended_properly():
        converted = stage.convert(paths, folder, processes)
        watched = converted if len(paths) == 1 else progress(converted, "Laver PDF", len(paths))
        failed = [one for one in watched if one.pdf is None]
    _say(len(paths), failed, folder)
    return not failed


def word_files(sources: Iterable[Path]) -> list[Path]:
    """The files named, folders unfolded to the Word files in them. Raises UnusableInputError for an empty folder."""
    found: list[Path] = []
    for source in sources:
        if not source.is_dir():
            found.append(source)
            continue
        inside = sorted(path for path in source.glob("*.docx") if not path.name.startswith((_LOCK, ".")))
        if not inside:
            raise UnusableInputError(f"{source} er en mappe uden Word-filer (.docx).")
        found += inside
    return list(dict.fromkeys(found))


@contextmanager
def _ended_properly() -> Iterator[None]:
    """A program that is told to end (SIGTERM) ends as by Ctrl-C: no LibreOffice and no half file is left behind."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(count: int, failed: "list[Converted]", folder: Path) -> None:
    done = count - len(failed)
    click.echo(f"{counted(done, 'PDF-fil', 'PDF-filer')} i {folder}.")
    if failed:
        click.echo(f"{len(failed)} er ikke lavet:")
    for one in failed:
        for says in one.faults:
            click.echo(f"  {says}")
