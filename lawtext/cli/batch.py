"""`lawtext batch`: letters from a table, an empty table, and made letters held against the law of another day."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import batch_report, given
from lawtext.cli.progress import progress
from lawtext.errors import StoppedError, UnusableInputError, UsageError
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from lawtext.batch.checking import Checked
    from lawtext.batch.running import Settings
    from lawtext.batch.tables import Table
    from lawtext.batch.workers import Workers
    from lawtext.drafting.desk import Desk

_PATH = click.Path(path_type=Path)


@click.group(context_settings=given.HELP)
def batch() -> None:
    """Lav mange breve fra en tabel."""


@batch.command()
@click.argument("table", metavar="TABEL", type=_PATH)
@click.option("--out", "folder", type=_PATH, metavar="MAPPE", help="Mappen, som brevene lægges i.")
@click.option("--check-only", is_flag=True, help="Kontrollér kun tabellen; lav ingen breve.")
@click.option("--skip-invalid", is_flag=True, help="Lav de rækker, der er i orden; sig, hvilke der ikke er.")
@click.option("--marked", type=_PATH, metavar="FIL.xlsx", help="En kopi af tabellen, alt fundet som kommentarer.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, metavar="N", help="Så mange processer. Fra start: 1.")
@click.option("--cluster", metavar="ADRESSE", help="En Dask-klynge, der kører, fx tcp://10.0.0.5:8786.")
@click.option(
    "--name", "pattern", default="{nummer}", metavar="MØNSTER", help="Filernes navn, fx »{decision}-{nummer}«."
)
@click.option("--key", type=_PATH, metavar="FIL", help="Nøglen til rækkernes fingeraftryk. Ellers brugerens egen.")
@click.option("--pdf", is_flag=True, help="Lav også PDF af hvert brev (kræver LibreOffice).")
@click.option("--zip", "zipped", is_flag=True, help="Saml breve, PDF-filer og manifest i breve.zip.")
@click.option("--merge", is_flag=True, help="Saml de endelige breves PDF til tryk, et bogmærke for hvert.")
@given.CORPUS
def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    table: Path,
    folder: Path | None,
    corpus: Path | None,
    check_only: bool,
    skip_invalid: bool,
    marked: Path | None,
    jobs: int,
    cluster: str | None,
    pattern: str,
    key: Path | None,
    pdf: bool,
    zipped: bool,
    merge: bool,
) -> None:
    """Lav et brev for hver række i en tabel (CSV, Excel eller JSON Lines).

    Kolonnerne er sagens felter; »lawtext batch template« skriver en tom tabel. Alle rækker kontrolleres, før det
    første brev laves. Brevene kommer frem i mappen, når alle er lavet. manifest.jsonl siger for hvert brev, hvilken
    række det kom af, hvad det bygger på, om det er endeligt eller udkast, og hvorfor. Bliver kørslen afbrudt, laver
    den samme kommando resten.

    \b
    Afslutningskode: 0 alle breve er endelige, 1 nogle er udkast eller sprunget over, 3 tabellen kan ikke bruges.

    \b
    Eksempler:
      lawtext batch run examples/sager.csv --check-only
      lawtext batch run examples/sager.csv --out breve
      lawtext batch run sager.xlsx --out breve --jobs 4 --pdf --merge
      lawtext batch run sager.xlsx --check-only --marked sager-med-fejl.xlsx
    """
    from lawtext.batch import tables  # noqa: PLC0415 - help must not load the templates

    if folder is None and not check_only:
        raise UsageError("Skriv med --out, hvilken mappe brevene skal i; eller --check-only for kun at kontrollere.")
    cases = tables.read(table)
    for note in cases.notes:
        click.echo(note, err=True)
    desk = given.desk(corpus)
    with _workers(cases, desk, corpus, jobs, cluster) as workers:
        checked = _checked(cases, workers, marked)
        if check_only or folder is None:
            batch_report.say_check(cases, checked)
            raise SystemExit(1 if checked.faults or checked.head or checked.drafted else 0)
        _require_usable(cases, checked, skip_invalid=skip_invalid)
        letters = _run(cases, checked, folder, workers, _settings(checked, desk, pattern, key))
    batch_report.say_made(letters, folder)
    batch_report.say_doubts(checked)
    batch_report.say_left_out(cases, checked)
    whole = _outputs(folder, pdf=pdf or merge, zipped=zipped, merge=merge, jobs=jobs)
    if letters.drafts or checked.unusable or not whole:
        raise SystemExit(1)


@batch.command()
@click.argument("decision", metavar="TYPE")
@click.option("--out", type=_PATH, metavar="FIL.xlsx", help="Hvor tabellen skrives. Ellers TYPE.xlsx her.")
def template(decision: str, out: Path | None) -> None:
    """Skriv en tom tabel til en dokumenttype, med hjælp og valglister i Excel.

    \b
    Eksempel:
      lawtext batch template hold --out sager.xlsx
    """
    from lawtext import whole_files  # noqa: PLC0415
    from lawtext.batch import workbooks  # noqa: PLC0415
    from lawtext.drafting.contracts import Templates  # noqa: PLC0415

    target = out or Path(f"{decision}.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}: den tomme tabel er et Excel-ark; giv den et navn, der ender på .xlsx.")
    content = workbooks.empty(Templates().contract(decision))
    if target.exists():
        raise UsageError(f"{target} findes allerede og kan være udfyldt; giv den tomme tabel et andet navn med --out.")
    whole_files.write(target, content)
    click.echo(f"{target}: en tom tabel. Udfyld den, og kør: lawtext batch run {target} --out breve")


@batch.command()
@click.argument("source", metavar="MANIFEST|MAPPE", type=_PATH)
@click.option("--on", "day", type=given.day, metavar="DATO", help="Dagen, der holdes op imod. Ellers i dag.")
@click.option("--json", "as_json", is_flag=True, help="Ét JSON-objekt for hver ændring, med alle brevenes numre.")
@given.CORPUS
def recheck(source: Path, day: date | None, as_json: bool, corpus: Path | None) -> None:
    """Sig, hvilke lavede breve der bygger på noget, som er ændret siden.

    Hver bestemmelse, brevene bygger på, slås op igen: er den ophævet, omnummereret, ændret eller ikke længere i kraft
    den dag, eller ved korpus nu noget andet om brevenes egen dag.

    \b
    Afslutningskode: 0 intet er ændret, 1 noget er, 3 filen er ikke et manifest.

    \b
    Eksempler:
      lawtext batch recheck breve --on 2020-03-02
      lawtext batch recheck breve/manifest.jsonl
    """
    from lawtext.batch import manifest, rechecking  # noqa: PLC0415
    from lawtext.drafting.checking.checker import Checker  # noqa: PLC0415

    law = given.shelf(corpus)
    path = source / manifest.NAME if source.is_dir() else source
    changed = rechecking.recheck(path, Checker(law, given.book(law)), day or date.today())
    for one in changed:
        click.echo(batch_report.changed_as_json(one) if as_json else batch_report.changed(one))
    if not changed and not as_json:
        click.echo("Intet af det, brevene bygger på, er ændret.")
    if changed:
        raise SystemExit(1)


def _checked(table: "Table", workers: "Workers", marked: Path | None) -> "Checked":
    from lawtext.batch import checking, workbooks  # noqa: PLC0415

    # What reading the rows costs is small beside what their letters would; nobody has counted them yet.
    rows = progress(table.rows(), "Kontrollerer rækker")
    checked = checking.check(table, workers, rows)
    if marked:
        cells = counted(workbooks.mark(table, checked, marked), "celle", "celler")
        click.echo(f"{marked}: tabellen med {cells} mærket. Kopien har de samme personoplysninger.", err=True)
    return checked


def _require_usable(table: "Table", checked: "Checked", *, skip_invalid: bool) -> None:
    """Raise UnusableInputError with what is wrong, unless faulty rows may be left out and others are there."""
    if checked.head:
        raise UnusableInputError("\n".join(checked.head))
    if checked.faults and not (skip_invalid and checked.usable):
        raise UnusableInputError("\n".join(batch_report.faults(table, checked)))


def _workers(table: "Table", desk: "Desk", corpus: Path | None, jobs: int, cluster: str | None) -> "Workers":
    from lawtext.batch import manifest, workers  # noqa: PLC0415

    if jobs == 1 and cluster is None:
        return workers.Here(desk, table.columns)
    workshop = workers.Workshop(given.shelf(corpus).file, table.columns)
    if cluster is None:
        return workers.Processes(jobs, workshop, manifest.made_with(desk))
    from lawtext.batch.cluster import Cluster  # noqa: PLC0415

    return Cluster(cluster, workshop, manifest.made_with(desk))


def _run(
    table: "Table", checked: "Checked", folder: Path, workers: "Workers", settings: "Settings"
) -> batch_report.Letters:
    """Make the letters; stopped by the user, say how to go on."""
    from lawtext import batch as of_batch  # noqa: PLC0415

    letters = batch_report.Letters()
    try:
        for letter in progress(of_batch.run(table, workers, folder, settings), "Laver breve", checked.usable):
            letters.add(letter)
    except KeyboardInterrupt:
        done = f"Afbrudt: {letters.number} af {checked.usable} breve er lavet. Kør samme kommando igen for resten."
        raise StoppedError(done) from None
    return letters


def _settings(checked: "Checked", desk: "Desk", pattern: str, key: Path | None) -> "Settings":
    from lawtext.batch import manifest  # noqa: PLC0415
    from lawtext.batch.filenames import Pattern  # noqa: PLC0415
    from lawtext.batch.running import Settings  # noqa: PLC0415

    names = Pattern(pattern)
    names.require_impersonal(map(desk.templates.contract, checked.decisions))
    return Settings(manifest.key(key or _users_key()), names, checked.unusable)


def _users_key() -> Path:
    """Where the key lies that only this user has."""
    return Path(click.get_app_dir("lawtext")) / "batch.key"


def _outputs(folder: Path, *, pdf: bool, zipped: bool, merge: bool, jobs: int) -> bool:
    """Make PDFs, zip and files for the printer as asked; whether all PDFs were made."""
    from lawtext.batch import outputs  # noqa: PLC0415
    from lawtext.cli.pdf import made  # noqa: PLC0415

    missing = outputs.without_pdf(folder) if pdf else []
    whole = not missing or made(missing, folder, jobs)
    if zipped:
        click.echo(f"{outputs.packed(folder)}: breve og manifest.")
    if merge and not whole:
        click.echo("Filen til tryk er ikke lavet, da nogle breve mangler deres PDF.")
    elif merge:
        paths = [f"{path}: endelige breve til tryk." for path in outputs.merged(folder)]
        click.echo("\n".join(paths) or "Ingen breve er endelige, så der er ingen fil til tryk.")
    return whole
