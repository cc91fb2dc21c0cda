"""`lawtext read`: an act as a tree, on the screen or as JSON."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from lawtext.cli import given
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition
from lawtext.law.units import Kind, Passage, Unit

_WIDTH = 100


@click.command(context_settings=given.HELP)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
@click.option("--json", "as_json", is_flag=True, help="Alt om retsakten som JSON: én linje pr. retsakt.")
def read(files: tuple[str, ...], as_json: bool) -> None:
    """Læs retsakter (LexDania-XML eller ren tekst) og vis deres træ.

    Én fil vises som et træ. Flere filer eller en mappe giver én linje pr. retsakt og til sidst et antal.
    Filens art ses af dens indhold. »-« læser standardinput.

    \b
    Eksempler:
      lawtext read 2016-1342.xml
      lawtext read 2018-529.txt --json > 529.json
      lawtext read lexdania/
      curl -s https://www.retsinformation.dk/eli/lta/2014/433/xml | lawtext read -
    """
    paths = list(given.files(files))
    if len(paths) == 1:
        edition = _read(paths[0])
        click.echo(_json(edition) if as_json else "\n".join(_tree(edition)))
    else:
        _read_many(paths, as_json)


def _read(name: str) -> Edition:
    from lawtext import reading  # noqa: PLC0415 - the parsers are loaded when a file is read

    if name == "-":
        return reading.read(sys.stdin.buffer.read(reading.detect.LARGEST + 1), "Standardinput")
    return reading.read(name)


def _read_many(names: list[str], as_json: bool) -> None:
    """One line for each act; files that can't be read are named at once, and the exit code says so at the end."""
    units = unusable = 0
    for place, name in enumerate(names, 1):
        _progress(f"{place}/{len(names)} {name}")
        try:
            edition = _read(name)
        except UnusableInputError as error:
            unusable += 1
            _progress("")
            click.echo(f"lawtext: {error}", err=True)
            continue
        count = sum(1 for root in edition.units for _ in root.walk())
        units += count
        _progress("")
        click.echo(_json(edition) if as_json else f"{edition.id:<10} {count:>6} enheder  {edition.title}"[:_WIDTH])
    read_well = len(names) - unusable
    click.echo(f"{read_well} af {len(names)} filer læst, {units} enheder i alt.", err=True)
    if unusable:
        raise UnusableInputError(f"{unusable} {'fil' if unusable == 1 else 'filer'} kunne ikke læses; se ovenfor.")


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{line[:_WIDTH]:<{_WIDTH}}\r", nl=False, err=True)


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


def _json(edition: Edition) -> str:
    import msgspec  # noqa: PLC0415

    facts: dict[str, Any] = {
        name: getattr(edition, name) for name in edition.__struct_fields__ if name not in ("units", "title_notes")
    }
    facts["title_notes"] = [_whole(note) for note in edition.title_notes]
    facts["units"] = [_whole(unit) for unit in edition.units]
    return msgspec.json.encode(facts).decode()


def _whole(unit: Unit) -> dict[str, Any]:
    """The unit with all it holds, and the sentences of its own text with their ids."""
    from lawtext.wording import sentences  # noqa: PLC0415

    return {
        "id": unit.id,
        "kind": unit.kind,
        "label": unit.label,
        "heading": [_part(item) for item in unit.heading],
        "content": [_part(item) for item in unit.content],
        "sentences": [{"id": sentence.id, "text": sentence.text} for sentence in sentences.of(unit)],
        "repealed": unit.repealed,
        "omitted": unit.omitted,
    }


def _part(item: Passage | Unit) -> Any:
    return _whole(item) if isinstance(item, Unit) else item
