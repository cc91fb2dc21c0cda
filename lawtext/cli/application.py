"""`lawtext application`: an application for an exemption round from a plan, and the check of one that others wrote."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given

if TYPE_CHECKING:
    from lawtext.drafting.applications import Application, Finding


@click.group(context_settings=given.HELP)
def application() -> None:
    """Lav en ansøgning om frikommuneforsøg i Word, eller kontrollér en, som andre har skrevet."""


@application.command()
@click.argument("plan", metavar="PLAN.yaml", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="FIL", help="Word-filen. Uden: planens navn med .docx.")
@given.CORPUS
def make(plan: Path, out: Path | None, corpus: Path | None) -> None:
    """Lav ansøgningen til en plan.

    Listen over bestemmelser og bilagets tabel skrives af den samme liste i planen. Hver bestemmelse slås op på planens
    dato. Det, der bør ses efter, vises i en tabel; ansøgningen laves alligevel.

    \b
    Afslutningskode: 0 intet fundet, 1 noget bør ses efter, 2 forkert brug, 3 planen kan ikke bruges.

    \b
    Eksempel:
      lawtext application make examples/borgerforloeb.yaml
    """
    from lawtext import whole_files  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting import plans  # noqa: PLC0415

    found = plans.read(plan)
    target = given.word_file(plan, out)
    made = given.applicant(corpus).application(found)
    whole_files.write(target, made.content)
    _say(made, target)
    if made.findings:
        raise SystemExit(1)


@application.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--on", metavar="DATO", type=given.day, help="Dagen, ansøgningen gælder. Ellers dens egen dato.")
@click.option("--json", "as_json", is_flag=True, help="Fundene som ét JSON-objekt.")
@given.CORPUS
def check(file: Path, on: date | None, as_json: bool, corpus: Path | None) -> None:
    """Sammenlign listen over bestemmelser med bilaget i en ansøgning.

    Viser, hvad kun det ene af dem har, rækker, hvis ord passer på et andet kapitel, forkerte lovnavne og tabte
    paragraftegn. Word, PDF, HTML eller tekst. »lawtext check« viser også alt andet om henvisningerne.

    \b
    Slutkode: 0 intet fundet, 1 fund, 2 forkert brug, 3 filen kunne ikke læses.

    \b
    Eksempel:
      lawtext application check ansøgning.docx --on 2016-04-15
    """
    from lawtext.drafting.checking import reports  # noqa: PLC0415 - help must not load the check
    from lawtext.drafting.checking.check import Asked  # noqa: PLC0415
    from lawtext.drafting.findings import as_json as to_json  # noqa: PLC0415
    from lawtext.drafting.findings import table  # noqa: PLC0415
    from lawtext.drafting.findings.finding import Level  # noqa: PLC0415

    name = str(file)
    report = reports.of_content(given.checker(corpus), reports.content_of(name), name, Asked(date.today(), on))
    findings = [one for one in report.findings if one.level is not Level.NOTE or one.rule == "day-used"]
    if as_json:
        click.echo(to_json.write(findings))
    else:
        table.show(findings, 1)
    if any(one.level is not Level.NOTE for one in findings):
        raise SystemExit(1)


def _say(made: "Application", target: Path) -> None:
    provisions = sum(len(one.units) for one in made.cited)
    click.echo(f"{target}: ansøgning med {provisions} {'bestemmelse' if provisions == 1 else 'bestemmelser'}.")
    if made.findings:
        _show(made.findings)
    doubts = {doubt.says for one in made.cited for doubt in one.doubts} - {finding.says for finding in made.findings}
    if doubts:
        click.echo(f"{len(doubts)} forbehold, fx ændringer uden tekst i korpus, står i dokumentets egne oplysninger.")


def _show(findings: "tuple[Finding, ...]") -> None:
    from rich.console import Console  # noqa: PLC0415 - only where there is something to show
    from rich.table import Table  # noqa: PLC0415

    table = Table(title="Bør ses efter", title_justify="left", show_lines=True)
    for heading in ("Række", "Henvisning", "Fund"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(", ".join(finding.rows), finding.cited, finding.says)
    Console(markup=False, highlight=False).print(table)
