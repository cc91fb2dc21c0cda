"""`lawtext check`: the citations of any document held against the law of its day."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.errors import UnusableInputError, UsageError

if TYPE_CHECKING:
    from lawtext.drafting.checking.checker import Asked, Checker
    from lawtext.drafting.checking.reports import Report

_LEVELS = ("fejl", "advarsel", "oplysning")


@click.command(context_settings=given.HELP)
@click.argument("files", nargs=-1, required=True, metavar="FIL|MAPPE|- …")
@click.option(
    "--on", metavar="DATO", type=given.day, help="Dagen, henvisningerne gælder. Ellers dokumentets egen dato."
)
@click.option("--municipality", metavar="KOMMUNE", help="Vis også, hvad der kan fraviges i kommunens frikommuneforsøg.")
@click.option(
    "--lenient/--strict", default=True, help="Læs også beskadiget tekst (»LAB 22«); --strict: kun hele former."
)
@click.option(
    "--level", type=click.Choice(_LEVELS), default="advarsel", help="Den laveste alvor, der giver slutkode 1."
)
@click.option("--all", "every", is_flag=True, help="Vis hver henvisning med status og tvivl, ikke kun fundene.")
@click.option("--json", "as_json", is_flag=True, help="Fund og henvisninger som ét JSON-objekt.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Fundene som SARIF 2.1.0 til en kodeeditor.")
@click.option(
    "--comments", metavar="UD.docx", type=click.Path(path_type=Path), help="Kopi med en kommentar ved hvert fund."
)
@given.CORPUS
def check(  # noqa: PLR0913, PLR0917 - one argument for each option
    files: tuple[str, ...],
    on: date | None,
    municipality: str | None,
    lenient: bool,
    level: str,
    every: bool,
    as_json: bool,
    as_sarif: bool,
    comments: Path | None,
    corpus: Path | None,
) -> None:
    """Kontrollér henvisningerne i et brev, en ansøgning eller et andet dokument.

    Word, PDF, HTML og ren tekst; mapper gennemgås helt; »-« læser standardinput. Hver henvisning slås op på dokumentets
    dag: findes bestemmelsen, er den ophævet, omnummereret eller endnu ikke i kraft; passer nummer og dato; er navnet
    rigtigt, og formen; er klageinstansen den rette; har liste og bilag det samme. Et dokument, som programmet har
    lavet, holdes også op mod, hvad der er ændret siden.

    \b
    Slutkode: 0 intet fundet, 1 fund (se --level), 2 forkert brug, 3 en fil kunne ikke læses.

    \b
    Eksempler:
      lawtext check brev.docx --on 2018-09-03
      lawtext check ansøgning.docx --comments ansøgning-med-kommentarer.docx
      lawtext check brev.docx --municipality Fredensborg
      lawtext check breve/ --sarif > fund.sarif
    """
    _one_output(as_json=as_json, as_sarif=as_sarif)
    names = list(_documents(files))
    asked, checker = _asked(on, municipality, lenient, corpus)
    reports = list(_reports(names, checker, asked, corpus, comments))
    for report in reports:
        if report.unusable:
            click.echo(f"lawtext: {report.unusable}", err=True)
    _show(reports, checker, every=every, as_json=as_json, as_sarif=as_sarif)
    _end(reports, level)


def _one_output(*, as_json: bool, as_sarif: bool) -> None:
    if as_json and as_sarif:
        raise UsageError("Vælg én af --json og --sarif.")


def _documents(names: tuple[str, ...]) -> Iterator[str]:
    """The files named, folders unfolded to the documents in them, by name. Raises UnusableInputError."""
    for name in names:
        if name == "-" or not Path(name).is_dir():
            yield name
            continue
        inside = sorted(str(path) for path in Path(name).rglob("*") if _is_document(path))
        if not inside:
            raise UnusableInputError(f"{name} er en mappe uden dokumenter ({', '.join(_SUFFIXES)}).")
        yield from inside


_SUFFIXES = (".docx", ".pdf", ".txt", ".md", ".html", ".htm")


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file()


def _asked(on: date | None, municipality: str | None, lenient: bool, corpus: Path | None) -> "tuple[Asked, Checker]":
    from lawtext.drafting.checking.checker import Asked  # noqa: PLC0415 - help must not load the check

    checker = given.checker(corpus)
    town = checker.book.registry.municipality(municipality) if municipality else ""
    return Asked(date.today(), on, town, lenient), checker


def _reports(
    names: list[str], checker: "Checker", asked: "Asked", corpus: Path | None, comments: Path | None
) -> "Iterator[Report]":
    """The report of each file; many are shared out to all processors."""
    from lawtext.cli.progress import progress  # noqa: PLC0415
    from lawtext.drafting.checking import reports  # noqa: PLC0415

    if comments is not None:
        yield _commented(names, checker, asked, comments)
        return
    yield from (reports.of_file(checker, name, asked) for name in names if name == "-")
    files = [name for name in names if name != "-"]
    if len(files) < reports.FEW:
        yield from (reports.of_file(checker, name, asked) for name in files)
    else:
        of_many = reports.of_many(given.checker, (corpus,), files, asked)
        yield from progress(of_many, "Kontrollerer dokumenter", len(files))


def _commented(names: list[str], checker: "Checker", asked: "Asked", out: Path) -> "Report":
    """The report of the one Word file, of which a copy with comments is written."""
    from lawtext import whole_files  # noqa: PLC0415
    from lawtext.drafting.checking import reports  # noqa: PLC0415
    from lawtext.drafting.findings import comments  # noqa: PLC0415

    if len(names) != 1 or names[0] == "-":
        raise UsageError("--comments skriver en kopi af én Word-fil; giv netop én fil.")
    source = Path(names[0])
    if out.resolve() == source.resolve():
        raise UsageError(f"{out}: kopien ville erstatte {source}; giv den et andet navn.")
    content = reports.content_of(names[0])
    if not content.startswith(b"PK"):
        raise UsageError(f"{source} er ikke en Word-fil; kun Word-filer kan få kommentarer.")
    report = reports.of_content(checker, content, names[0], asked)
    whole_files.write(out, comments.write(content, names[0], report.findings))
    click.echo(f"{out}: kopi med {len(report.findings)} kommentarer.", err=True)
    return report


def _show(reports: "list[Report]", checker: "Checker", *, every: bool, as_json: bool, as_sarif: bool) -> None:
    from lawtext.drafting.findings import as_json as to_json  # noqa: PLC0415
    from lawtext.drafting.findings import sarif, table  # noqa: PLC0415

    findings = [finding for report in reports for finding in report.findings]
    if as_sarif:
        from lawtext.drafting.desk import program_version  # noqa: PLC0415

        click.echo(sarif.write(findings, checker.rules, program_version()))
        return
    if as_json:
        click.echo(to_json.write(findings, {"files": [_plain(report) for report in reports]}))
        return
    if every:
        for report in reports:
            click.echo("\n".join(_cited(report)))
    table.show(findings, len(reports))


def _plain(report: "Report") -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    plain: dict[str, Any] = msgspec.to_builtins(report)
    del plain["findings"]
    return plain


def _cited(report: "Report") -> Iterator[str]:
    """Each citation on a line, with its status and doubts."""
    yield f"{report.file}: {len(report.citations)} henvisninger. {report.day_says}"
    for one in report.citations:
        yield f"  {one.spot.in_words()}: »{' '.join(one.text.split())}« {one.verdict}" + (
            f" ({one.act})" if one.act else ""
        )
        yield from (f"      tvivl: {doubt}" for doubt in one.doubts)


def _end(reports: "list[Report]", level: str) -> None:
    from lawtext.drafting.findings.finding import Level  # noqa: PLC0415

    if any(report.unusable for report in reports):
        sys.exit(UnusableInputError.exit_code)
    if any(finding.level.reaches(Level(level)) for report in reports for finding in report.findings):
        sys.exit(1)
