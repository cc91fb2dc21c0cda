"""`lawtext read`: an act as a tree, or written as text, JSON, LexDania or Akoma Ntoso; a folder on every core."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from lawtext.cli import given
from lawtext.cli.progress import progress
from lawtext.errors import UnusableInputError, UsageError
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId
from lawtext.law.units import Kind, Unit
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from concurrent.futures import Future

_WIDTH = 100
_WORTH_A_POOL = 24
"""From so many files on, starting other processes costs less than it gains."""
_AHEAD = 8
"""Files a process that are read ahead of the one that is shown; it keeps memory flat."""
_FORMS = ("tree", "text", "json", "xml", "akn")
_ADDRESS = re.compile(r"https?://|/?(?:api/document/)?(?:eli|lta|accn)/|\d{4}-\d{1,5}$|[AB]\d{11}$")
"""What is an act's address or number, where no file is called that."""


@click.command(context_settings=given.HELP)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
@click.option(
    "--to",
    "form",
    type=click.Choice(_FORMS),
    default="tree",
    help="Træ på skærmen, tekst som trykt, JSON, LexDania (xml) eller Akoma Ntoso (akn).",
)
@click.option("--json", "as_json", is_flag=True, help="Det samme som --to json.")
@click.option("--out", type=click.Path(path_type=Path), metavar="MAPPE", help="En fil pr. retsakt i denne mappe.")
def read(files: tuple[str, ...], form: str, as_json: bool, out: Path | None) -> None:
    """Læs retsakter og vis deres træ, eller skriv dem i en anden form.

    Læser XML (LexDania), HTML og JSON fra Retsinformation, Lovtidendes PDF, Word og ren tekst; arten ses af indholdet.
    Én fil vises som et træ. Flere filer eller en mappe giver én linje pr. retsakt og til sidst et antal.
    »-« læser standardinput; en ELI-adresse eller 2014-433 slår op blandt de tilføjede tekster.

    \b
    Eksempler:
      lawtext read 2016-1342.xml
      lawtext read 2018-529.txt --to json > 529.json
      lawtext read https://www.retsinformation.dk/eli/lta/2014/433 --to text
      lawtext read lexdania/ --to akn --out akoma-ntoso/
      curl -s https://www.retsinformation.dk/eli/lta/2014/433/xml | lawtext read -
    """
    form = "json" if as_json else form
    if out is not None and form == "tree":
        raise UsageError("--out skal have en form med: --to text, json, xml eller akn.")
    paths = list(given.files(map(_held, files)))
    if len(paths) > 1 and out is None and form not in ("tree", "json"):
        raise UsageError(f"Flere retsakter kan ikke skrives som {form} i ét. Giv en mappe med --out.")
    if len(paths) == 1 and out is None:
        click.echo(_shown(given.act(paths[0]), form), nl=form in ("tree", "json"))
    else:
        _read_many(paths, form, out)


def _held(name: str) -> str:
    """The file of a known act, where the argument is its address or number and no file is called that."""
    if not _ADDRESS.match(name) or Path(name).exists():
        return name
    from lawtext.corpus import texts  # noqa: PLC0415 - only an address needs the shelf of texts
    from lawtext.corpus.retsinformation.addresses import edition_in  # noqa: PLC0415

    edition = edition_in(name)
    found = texts.find(edition, None, [texts.data_folder()])
    if found is None:
        raise UnusableInputError(
            f"Teksten til {edition} er ikke blandt de tilføjede ({texts.data_folder()}). "
            f"Hent den med »lawtext corpus sync {edition}«, eller tilføj en fil med »lawtext corpus add FIL«."
        )
    return str(found)


def _shown(edition: Edition, form: str) -> str:
    if form == "tree":
        return "\n".join(_tree(edition))
    from lawtext import reading  # noqa: PLC0415

    return reading.write(edition, form).decode()


# Many files


class _Done(NamedTuple):
    """What became of one file: the line to show, its units, the act and what to write of it, or why there is none."""

    line: str = ""
    units: int = 0
    edition: EditionId = EditionId("")
    written: bytes = b""
    fault: str = ""


def _read_many(names: list[str], form: str, out: Path | None) -> None:
    """One line for each act; files that can't be used are named at once, and the exit code says so at the end."""
    if out is not None:
        from lawtext import whole_files  # noqa: PLC0415

        whole_files.folder(out)
    units = unusable = 0
    written: dict[EditionId, str] = {}
    all_done = progress(_all(names, form, out is not None), "Læser filer", len(names))
    for name, done in zip(names, all_done, strict=True):
        fault = done.fault or ("" if out is None else _written(done, name, form, out, written))
        units += 0 if fault else done.units
        unusable += bool(fault)
        click.echo(f"lawtext: {fault}" if fault else done.line, err=bool(fault))
    click.echo(f"{len(names) - unusable} af {len(names)} filer læst, {units} enheder i alt.", err=True)
    if unusable:
        raise UnusableInputError(f"{counted(unusable, 'fil', 'filer')} kunne ikke bruges; se ovenfor.")


def _all(names: list[str], form: str, to_files: bool) -> Iterator[_Done]:
    """Every file in order; many of them by as many processes as there are cores."""
    if len(names) < _WORTH_A_POOL or "-" in names:
        yield from (_one(name, form, to_files) for name in names)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - one file needs no other process

    with ProcessPoolExecutor() as pool:
        waiting: deque[Future[_Done]] = deque()
        for name in names:
            waiting.append(pool.submit(_one, name, form, to_files))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)


def _one(name: str, form: str, to_files: bool) -> _Done:
    from lawtext import reading  # noqa: PLC0415

    try:
        edition = given.act(name)
    except UnusableInputError as error:
        return _Done(fault=str(error))
    count = sum(1 for root in edition.units for _ in root.walk())
    if form == "json" and not to_files:
        return _Done(_shown(edition, form), count, edition.id)
    line = f"{edition.id:<10} {count:>6} enheder  {edition.title}"[:_WIDTH]
    return _Done(line, count, edition.id, reading.write(edition, form) if to_files else b"")


def _written(done: _Done, name: str, form: str, out: Path, before: dict[EditionId, str]) -> str:
    """Write an act into the folder, where no other file has been written as it; why it was not, "" where it was.

    `before` are the acts that have been written, each with the file it came from.
    """
    if done.edition in before:
        return f"{name} er samme retsakt som {before[done.edition]} ({done.edition}). Skriv dem i hver sin mappe."
    from lawtext import reading, whole_files  # noqa: PLC0415

    before[done.edition] = name
    try:
        whole_files.write(out / f"{done.edition}{reading.WRITTEN[form]}", done.written)
    except UnusableInputError as error:
        return str(error)
    return ""


def _tree(edition: Edition) -> Iterator[str]:
    """The act as lines: head, title notes, then every unit with its id, label, heading and the start of its text."""
    from lawtext.wording.dates import write  # noqa: PLC0415

    number = edition.id.partition("-")[2]
    yield click.style(f"{edition.type} nr. {number} af {write(edition.signed)}  [{edition.id}]", bold=True)
    yield edition.title + (f" {edition.subtitle}" if edition.subtitle else "")
    if not edition.chapters_known:
        yield click.style("Læst fra ren tekst: indledning, kapitler, tabeller og bilag er ikke med i kilden.", dim=True)
    for note in edition.title_notes:
        yield from _lines(note, 1)
    for unit in edition.units:
        yield from _lines(unit, 0)


def _lines(unit: Unit, depth: int) -> Iterator[str]:
    yield _line(unit, depth)
    for item in (*unit.heading, *unit.content):
        if isinstance(item, Unit) and unit.kind is not Kind.ROW:
            yield from _lines(item, depth + 1)


def _line(unit: Unit, depth: int) -> str:
    from lawtext.wording import running  # noqa: PLC0415

    label = unit.label.text.strip() if unit.label else ""
    said = " – ".join(text for text in (running.heading(unit), _own(unit)) if text)
    words = " ".join(text for text in (label, said) if text)
    shown = words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
    line = f"{'  ' * depth}{click.style(unit.id, fg='cyan')}  {shown}"
    if unit.kind is Kind.NOTE:
        line = f"{'  ' * depth}{click.style('note', fg='yellow')} {line.lstrip()}"
    if unit.repealed or unit.omitted:
        line += click.style("  [ophævet]" if unit.repealed else "  [udeladt]", fg="red")
    return line.rstrip()


def _own(unit: Unit) -> str:
    """The unit's own text; of a row its cells."""
    from lawtext.wording import running  # noqa: PLC0415

    if unit.kind is Kind.ROW:
        return " | ".join(running.text(cell) for cell in unit.children)
    return running.text(unit)
