"""`lawtext application`: applications and their kin from plans, and the check of one that others wrote."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UsageError
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from lawtext.drafting.applications import Application


@click.group(context_settings=given.HELP)
def application() -> None:
    """Lav en ansøgning, en vedtægt eller et dagsordenspunkt i Word, eller kontrollér en ansøgning fra andre."""


@application.command()
@click.argument("plan", metavar="PLAN.yaml", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="FIL", help="Word-filen. Uden: planens navn med .docx.")
@given.texts("Mappe med retsakters tekster; så er bestemmelsernes ordlyd et bilag.")
@click.option("--json", "as_json", is_flag=True, help="Fundene som ét JSON-objekt.")
@given.CORPUS
def make(plan: Path, out: Path | None, texts: tuple[Path, ...], as_json: bool, corpus: Path | None) -> None:
    """Lav en plans dokument: en ansøgning, en frikommunevedtægt eller et dagsordenspunkt.

    Teksten, oversigten og bilaget skrives af den samme liste i planen. Hver bestemmelse slås op på planens dato; det,
    der afhænger af den, og de grænser for forsøg, den rejser, skrives ved siden af. Det, der mangler eller bør ses
    efter, vises; dokumentet laves alligevel, og tomme steder er mærket [mangler].

    \b
    Afslutningskode: 0 intet fundet, 1 noget bør ses efter, 2 forkert brug, 3 planen kan ikke bruges.

    \b
    Eksempler:
      lawtext application make examples/borgerforloeb.yaml
      lawtext application make plan.yaml --texts lovtekster --out ansøgning.docx
    """
    from lawtext import whole_files  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting import plans  # noqa: PLC0415
    from lawtext.drafting.findings.finding import Level  # noqa: PLC0415

    found = plans.read(plan)
    target = given.word_file(plan, out)
    made = given.applicant(corpus, texts).application(found, plan.name)
    whole_files.write(target, made.content)
    _tell(made, target, as_json=as_json)
    if any(one.level is not Level.NOTE for one in made.findings):
        raise SystemExit(1)


@application.command()
def types() -> None:
    """Vis de typer af dokumenter, der kan laves af en plan.

    \b
    Eksempel:
      lawtext application types
    """
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting.plans import TYPES  # noqa: PLC0415

    templates = Templates()
    width = max(map(len, TYPES))
    for name in TYPES:
        click.echo(f"{name:{width}}  {templates.plan(name).title}")
    click.echo("\nSkriv en tom plan: lawtext application new TYPE --out plan.yaml")


@application.command()
@click.argument("kind", metavar="TYPE")
@click.option("--out", type=click.Path(path_type=Path), metavar="FIL", help="Planen. Uden: skrives på skærmen.")
def new(kind: str, out: Path | None) -> None:
    """Skriv en tom plan med hjælp til hvert felt. Typerne vises med: lawtext application types

    \b
    Eksempel:
      lawtext application new round --out plan.yaml
    """
    from lawtext import whole_files  # noqa: PLC0415 - help must not load the templates
    from lawtext.drafting import plans  # noqa: PLC0415
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415

    text = plans.empty(kind, Templates().plan(kind))
    if out is None:
        click.echo(text, nl=False)
    elif out.exists():
        raise UsageError(f"{out} findes allerede og kan være udfyldt; giv den tomme plan et andet navn.")
    else:
        whole_files.write(out, text.encode())
        click.echo(f"{out}: en tom plan. Udfyld den, og kør: lawtext application make {out}")


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
    from lawtext.drafting.checking.checker import Asked  # noqa: PLC0415
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


def _tell(made: "Application", target: Path, *, as_json: bool) -> None:
    from lawtext.drafting.findings import as_json as to_json  # noqa: PLC0415 - help must not load the check
    from lawtext.drafting.findings import table  # noqa: PLC0415

    if as_json:
        click.echo(to_json.write(made.findings, {"file": str(target)}))
        return
    count = len({(one.edition, unit) for one in made.cited for unit in one.units})
    click.echo(f"{target}: lavet med {counted(count, 'bestemmelse', 'forskellige bestemmelser')}.")
    if made.findings:
        table.show(made.findings, 1)
    doubts = {doubt.says for one in made.cited for doubt in one.doubts} - {finding.says for finding in made.findings}
    if doubts:
        click.echo(f"{len(doubts)} forbehold, fx ændringer uden tekst i korpus, står i dokumentets egne oplysninger.")
