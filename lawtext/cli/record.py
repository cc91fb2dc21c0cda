"""`lawtext record`: what a made document rests on, and whether it can be made again."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UnusableInputError, why

if TYPE_CHECKING:
    from lawtext.drafting.record import Found, RecordedCitation

_FACTS = {
    "template": "Skabelon",
    "template_version": "Skabelonens version",
    "template_sha256": "Skabelonens sha256",
    "date": "Dato",
    "program": "Program",
    "corpus": "Korpus",
    "input_hash": "Sagen (hash)",
}
"""Field of the record → what it is called on the screen."""


@click.group(context_settings=given.HELP)
def record() -> None:
    """Hvad et dokument er lavet af, og om det kan laves igen."""


@record.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Ét JSON-objekt.")
def show(file: Path, as_json: bool) -> None:
    """Vis, hvad et dokument bygger på.

    Korpus, skabelon og program, hver henvisning med adresse og svar, hvad kommunen selv har oplyst, og grundene, hvis
    det er et udkast. Er dokumentets tekst eller oplysningerne ændret, siden det blev lavet, siges det.

    \b
    Afslutningskode: 0 intet er ændret, 1 noget er ændret, 3 filen har ingen oplysninger.

    \b
    Eksempler:
      lawtext record show brev.docx
      lawtext record show brev.docx --json
    """
    from lawtext.drafting import record as records  # noqa: PLC0415 - help must not load it

    found = records.read(_content(file), file.name)
    if as_json:
        click.echo(_json(found))
    else:
        _say(found)
    if found.changed:
        raise SystemExit(1)


@record.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option(
    "--case",
    "case",
    required=True,
    type=click.Path(path_type=Path),
    metavar="SAG.yaml",
    help="Sagen, som brevet er lavet af (for en ansøgning: planen).",
)
@given.texts("Mappe med retsakters tekster, hvis ansøgningen er lavet med dem.")
@given.CORPUS
def reproduce(file: Path, case: Path, texts: tuple[Path, ...], corpus: Path | None) -> None:
    """Lav et dokument igen af dets sag, og hold de to mod hinanden, byte for byte.

    Er de ikke ens, siges det, hvad der er et andet: korpus, skabelon, program, sag, henvisninger eller teksten selv.

    \b
    Afslutningskode: 0 ens, 1 forskellige, 3 filen eller sagen kan ikke bruges.

    \b
    Eksempel:
      lawtext record reproduce brev.docx --case sag.yaml
    """
    from lawtext.drafting import record as records  # noqa: PLC0415 - help must not load it
    from lawtext.drafting import reproducing  # noqa: PLC0415

    content = _content(file)
    again = _again(records.read(content, file.name), case, texts, corpus)
    compared = reproducing.compare(content, file.name, again)
    if compared.same:
        click.echo(f"{file}: det samme, byte for byte.")
        return
    click.echo(f"{file}: ikke det samme.")
    for says in compared.differs:
        click.echo(f"  {says}")
    raise SystemExit(1)


def _content(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnusableInputError(f"{file}: filen kan ikke læses ({why(error)}).") from error
    if content.startswith(b"%PDF"):
        raise UnusableInputError(f"{file} er en PDF; oplysningerne ligger i Word-filen, som den er lavet af.")
    return content


def _again(found: "Found", case: Path, texts: tuple[Path, ...], corpus: Path | None) -> bytes:
    """What the case gives on this machine, or the plan where the document is an application."""
    from lawtext.drafting import cases, plans, reproducing  # noqa: PLC0415

    if reproducing.is_application(found.record):
        return given.applicant(corpus, texts).application(plans.read(case)).content
    return given.desk(corpus).letter(cases.read(case)).content


def _json(found: "Found") -> str:
    import msgspec  # noqa: PLC0415

    facts = msgspec.to_builtins(found.record) | {"final": found.record.final, "changed": found.changed}
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _say(found: "Found") -> None:
    """The record as text. A record that has been changed is shown as what it is: nobody's word."""
    from rich.console import Console  # noqa: PLC0415 - heavy
    from rich.table import Table  # noqa: PLC0415

    for says in found.changed:
        click.echo(f"OBS: {says}")
    for field, name in _FACTS.items():
        click.echo(f"{name + ':':21} {getattr(found.record, field)}")
    click.echo(f"{'Tilstand:':21} {'endeligt' if found.record.final else 'udkast'}")
    for at, reason in enumerate(found.record.reasons, 1):
        click.echo(f"  {at}. {reason}")
    if found.record.stated:
        click.echo("Kommunens egne oplysninger:")
    for says in found.record.stated:
        click.echo(f"  {says}")
    table = Table("Henvisning", "Adresse", "Svar", "Dag", box=None, pad_edge=False, header_style="bold")
    for one in found.record.citations:
        table.add_row(one.text, "\n".join(one.addresses), _status(one), one.on)
    click.echo()
    Console(soft_wrap=False, markup=False).print(table)
    doubts = dict.fromkeys(doubt for one in found.record.citations for doubt in one.doubts)
    if doubts:
        click.echo("\nForbehold:")
        for says in doubts:
            click.echo(f"  {says}")


def _status(one: "RecordedCitation") -> str:
    from lawtext.law.verdicts import Status  # noqa: PLC0415

    try:
        return Status(one.status).danish
    except ValueError:  # a record changed by hand
        return one.status
