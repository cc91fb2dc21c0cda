"""`lawtext templates`: the Word templates that letters and applications are made from."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.drafting.catalogue import Entry
    from lawtext.drafting.findings.finding import Finding

_STARTS = {"afgørelse": "decision", "ansøgning": "application"}
_KINDS = {"decisions": "afgørelse", "applications": "ansøgning"}
_WIDE = 140
"""Characters of a line that goes to a file or another program."""
_PIXELS_PER_INCH = 96
_SHORT = 8
"""Characters of a fingerprint that are shown."""


@click.group(context_settings=given.HELP)
def templates() -> None:
    """Skabelonerne i Word: vis, kontrollér, begynd en ny og se, hvordan den bliver.

    En skabelon er en Word-fil med en .yaml ved siden af, der siger, hvilke felter den bruger.

    \b
    Eksempler:
      lawtext templates list
      lawtext templates lint hold
      lawtext templates preview hold --out hold.pdf
    """


@templates.command(name="list", context_settings=given.HELP)
@click.option("--json", "as_json", is_flag=True, help="Skabelonerne som JSON.")
def show_list(as_json: bool) -> None:
    """Vis skabelonerne: type, titel, version, fingeraftryk, felter og henvisninger.

    \b
    Eksempel:
      lawtext templates list
    """
    from lawtext.drafting import catalogue  # noqa: PLC0415 - help must not load the templates

    rows = [_row(entry) for entry in catalogue.every()]
    if as_json:
        import msgspec  # noqa: PLC0415

        click.echo(msgspec.json.encode(rows).decode())
    else:
        _show_table(rows)


@templates.command(context_settings=given.HELP)
@click.argument("names", nargs=-1, metavar="[TYPE|FIL.docx] …")
@click.option("--json", "as_json", is_flag=True, help="Fundene som JSON.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Fundene som SARIF 2.1.0 til en kodeeditor.")
@click.option(
    "--comments", metavar="UD.docx", type=click.Path(path_type=Path), help="Kopi med en kommentar ved hvert fund."
)
def lint(names: tuple[str, ...], as_json: bool, as_sarif: bool, comments: Path | None) -> None:
    """Find alle fejl i skabeloner på én gang; uden navne i alle programmets egne.

    Der ledes efter koder, der ikke virker, eller som får tekst til at forsvinde; felter, der ikke findes eller ikke
    bruges; indhold, som brevet skal have, og som der ikke er plads til; henvisninger skrevet som tekst; sporede
    ændringer, kommentarer og skjult tekst; og det, der ville gøre PDF-filen utilgængelig.

    \b
    Slutkode: 0 intet fundet, 1 fund, 2 forkert brug, 3 en fil kan ikke bruges.

    \b
    Eksempler:
      lawtext templates lint
      lawtext templates lint mentor.docx --comments mentor-med-kommentarer.docx
      lawtext templates lint hold --sarif > fund.sarif
    """
    from lawtext.drafting import catalogue  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting.findings.finding import Level  # noqa: PLC0415

    if as_json and as_sarif:
        raise UsageError("Vælg enten --json eller --sarif.")
    entries = [catalogue.find(name) for name in names] or list(catalogue.every())
    if comments and len(entries) != 1:
        raise UsageError("--comments laver en kopi af én skabelon; nævn kun den.")
    found = [finding for entry in entries for finding in _linted(entry)]
    if comments:
        _write_comments(entries[0], found, comments)
    _tell(found, len(entries), as_json=as_json, as_sarif=as_sarif)
    if any(finding.level.reaches(Level.WARNING) for finding in found):
        sys.exit(1)


@templates.command(context_settings=given.HELP)
@click.argument("name", metavar="TYPE")
@click.option("--kind", type=click.Choice(tuple(_STARTS)), default="afgørelse", help="Hvad skabelonen er til.")
@click.option("--title", metavar="TITEL", help="Skabelonens titel. Uden: typens navn.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), metavar="MAPPE", help="Hvor filerne lægges.")
def new(name: str, kind: str, title: str | None, folder: Path) -> None:
    """Begynd en ny skabelon: en Word-fil med det fælles udseende og dens .yaml.

    \b
    Eksempel:
      lawtext templates new mentor --title "Mentorstøtte"
    """
    from lawtext import whole_files  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.drafting import starting  # noqa: PLC0415

    if not name.isidentifier() and not name.replace("-", "_").isidentifier():
        raise UsageError(f"»{name}« kan ikke være en types navn; brug bogstaver, tal og bindestreg, fx mentor.")
    word, contract = folder / f"{name}.docx", folder / f"{name}.yaml"
    for path in (word, contract):
        if path.exists():
            raise UsageError(f"{path} findes allerede; vælg et andet navn eller en anden mappe.")
    started = starting.start(_STARTS[kind], name, title or name.capitalize())
    whole_files.write(word, started.word)
    whole_files.write(contract, started.contract.encode())
    click.echo(f"{word} og {contract}: ret dem, og kør: lawtext templates lint {word}")


@templates.command(context_settings=given.HELP)
@click.argument("name", metavar="TYPE|FIL.docx")
@click.option("--case", type=click.Path(path_type=Path), metavar="SAG.yaml", help="Udfyld med denne sag eller plan.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FIL", help="Hvor den skrives: .docx, .pdf, .png."
)
@given.CORPUS
def preview(name: str, case: Path | None, out: Path, corpus: Path | None) -> None:
    """Se, hvordan en skabelon bliver: med felternes eksempler eller navne, eller med en sag.

    En skabelon, som ikke følger med programmet, udfyldes for sig med grænser for tid og hukommelse.

    \b
    Eksempler:
      lawtext templates preview hold --out hold.pdf
      lawtext templates preview min-skabelon.docx --out side.png
      lawtext templates preview hold --case examples/hold-2018.yaml --out hold.docx
    """
    from lawtext import whole_files  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.drafting import catalogue, previews  # noqa: PLC0415

    if out.suffix.lower() not in previews.FORMS:
        raise UsageError(f"{out}: filens navn skal ende på {', '.join(previews.FORMS)}.")
    entry = catalogue.find(name)
    if out.resolve() == entry.path.resolve():
        raise UsageError(f"{out} er skabelonen selv; giv visningen et andet navn.")
    made = _of_case(entry, case, corpus) if case else previews.of_fields(entry)
    pages = previews.pages(made, out.suffix.lower(), _PIXELS_PER_INCH)
    targets = [out] if len(pages) == 1 else [out.with_stem(f"{out.stem}-{at}") for at in range(1, len(pages) + 1)]
    for target, page in zip(targets, pages, strict=True):
        whole_files.write(target, page)
        click.echo(str(target))


def _of_case(entry: "Entry", case: Path, corpus: Path | None) -> bytes:
    """The letter of a case or the application of a plan, made with this template."""
    from lawtext.drafting import cases, plans, previews  # noqa: PLC0415 - heavy, and needs a corpus
    from lawtext.drafting.applications import Applicant  # noqa: PLC0415
    from lawtext.drafting.desk import Desk  # noqa: PLC0415

    law, only = given.shelf(corpus), previews.Only(entry)
    if entry.kind == "applications":
        return Applicant(law, given.book(law), law.fingerprint, only).application(plans.read(case)).content
    return Desk(law, given.book(law), law.fingerprint, only).letter(cases.read(case)).content


def _linted(entry: "Entry") -> "tuple[Finding, ...]":
    from lawtext.drafting import confined  # noqa: PLC0415 - heavy
    from lawtext.drafting.linting import lint as linting  # noqa: PLC0415

    look = confined.lint if entry.foreign else linting.lint
    return look(entry.content, str(entry.path), entry.contract)


def _tell(found: "list[Finding]", files: int, *, as_json: bool, as_sarif: bool) -> None:
    from lawtext.drafting.desk import program_version  # noqa: PLC0415 - heavy
    from lawtext.drafting.findings import as_json as json_of  # noqa: PLC0415
    from lawtext.drafting.findings import sarif, table  # noqa: PLC0415
    from lawtext.drafting.linting.template import read_rules  # noqa: PLC0415

    if as_json:
        click.echo(json_of.write(found))
    elif as_sarif:
        click.echo(sarif.write(found, read_rules(), program_version()))
    else:
        table.show(found, files)


def _write_comments(entry: "Entry", found: "list[Finding]", target: Path) -> None:
    from lawtext import whole_files  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.drafting.findings import comments  # noqa: PLC0415

    if target.resolve() == entry.path.resolve():
        raise UsageError(f"{target} er skabelonen selv; giv kopien et andet navn.")
    whole_files.write(target, comments.write(entry.content, str(entry.path), found))


def _row(entry: "Entry") -> dict[str, Any]:
    from lawtext.drafting import catalogue  # noqa: PLC0415 - heavy
    from lawtext.drafting.templates import Template  # noqa: PLC0415

    template, contract = Template(entry.content, entry.path.name), entry.contract
    return {
        "type": entry.path.stem,
        "kind": _KINDS[entry.kind],
        "title": contract.title if contract else "",
        "version": contract.version if contract else "",
        "sha256": template.sha256,
        "fields": len(contract.fields) if contract else 0,
        "citations": [*catalogue.cited(entry), *template.cites],
    }


def _show_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only where there is something to show
    from rich.table import Table  # noqa: PLC0415

    shown = Table(box=None, pad_edge=False)
    for heading in ("Type", "Titel", "Version", "sha256"):
        shown.add_column(heading, no_wrap=heading != "Titel")
    for heading in ("Felter", "Henv."):
        shown.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        counts = (str(row["fields"]), str(len(row["citations"])))
        shown.add_row(row["type"], row["title"], row["version"], row["sha256"][:_SHORT], *counts)
    screen = Console(highlight=False)
    (screen if screen.is_terminal else Console(highlight=False, width=_WIDE)).print(shown)
