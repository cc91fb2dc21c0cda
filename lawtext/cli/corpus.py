"""`lawtext corpus`: registers made of acts, the corpus built of them, and both checked against the texts."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.cli.corpus_sync import sync
from lawtext.cli.progress import progress
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.citing.names import Names
    from lawtext.corpus.verify import Checked
    from lawtext.law.works import Listed, Work

_SHOWN = 20
_FORMS = {"lexdania": "LexDania-XML", "flattened text": "ren tekst", "documentHtml": "HTML"}


@click.group(context_settings=given.HELP)
def corpus() -> None:
    """Registre og korpus: lav, byg og kontrollér.

    Et register er kendsgerninger om én udgave af en retsakt (bestemmelser, datoer, henvisninger), uden dens tekst.
    Korpus er registrene, listen over retsakter (works.yaml) og navnene, samlet i én fil til opslag.

    \b
    Eksempler:
      lawtext corpus list
      lawtext corpus register 2016-1342.xml --out corpus/registers
      lawtext corpus verify --texts ../lovtekster
    """


corpus.add_command(sync)


@corpus.command(context_settings=given.HELP)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
@click.option("--out", metavar="STI", help="Mappe til registrene, eller filen til ét register. Uden: vis det.")
def register(files: tuple[str, ...], out: str | None) -> None:
    """Lav registre af retsakters tekst (LexDania-XML, HTML-svar eller ren tekst; også hele mapper).

    \b
    Eksempler:
      lawtext corpus register 2018-529.txt
      lawtext corpus register 2016-1342.xml 2019-548.txt --out corpus/registers
    """
    from lawtext import reading  # noqa: PLC0415
    from lawtext.corpus import making, registers  # noqa: PLC0415

    paths = list(given.files(files))
    folder = Path(out) if out and (Path(out).is_dir() or len(paths) > 1 or out.endswith("/")) else None
    names = _names()
    for path in progress(paths, "Laver registre", len(paths)):
        made = making.make(reading.read(path), names)
        if out is None:
            click.echo(registers.encode(made).decode(), nl=False)
            continue
        target = registers.path_in(folder, made.edition) if folder else Path(out)
        registers.write(made, target)
        if len(paths) == 1:
            click.echo(f"{target}: {len(made.units)} enheder")
    if out and len(paths) > 1:
        click.echo(f"{len(paths)} registre i {out}")


@corpus.command(context_settings=given.HELP)
@click.argument("folder", required=False, metavar="[MAPPE]")
@click.option("--out", metavar="FIL", help="Skriv korpus til denne fil i stedet for til brugerens mellemlager.")
def build(folder: str | None, out: str | None) -> None:
    """Byg korpus af en mappe med registre og YAML (uden MAPPE: det, der følger med programmet).

    \b
    Eksempler:
      lawtext corpus build
      lawtext corpus build mit-korpus --out mit-korpus.sqlite
    """
    from lawtext import shipped  # noqa: PLC0415
    from lawtext.corpus import fingerprint, shelf  # noqa: PLC0415
    from lawtext.corpus.build import build as build_corpus  # noqa: PLC0415

    source = Path(folder) if folder else shipped.folder("corpus")
    if not source.is_dir():
        raise UsageError(f"{source} er ikke en mappe. Giv en mappe med works.yaml, names.yaml og registers/.")
    if out:
        target = Path(out)
        name = fingerprint.of_contents(source)
        build_corpus(source, target, name, given.tables(source), click.echo)
    else:
        target = shelf.built(source, given.tables(source), again=True)
    click.echo(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


@corpus.command(context_settings=given.HELP)
@given.texts("Mappe med tekster, fx 2016-1342.xml.")
@click.option("--registers", "place", metavar="MAPPE", help="Registrene, der skal kontrolleres (uden: de medfølgende).")
@click.option("--write", is_flag=True, help="Skriv de registre igen, som ikke svarer til det, programmet læser nu.")
def verify(texts: tuple[Path, ...], place: str | None, write: bool) -> None:
    """Kontrollér registre mod teksterne: lav dem igen, og vis hvad der er anderledes.

    Tekster søges i de mapper, der gives, og blandt dem, der er lagt til med »lawtext corpus add«. Et register uden
    tekst springes over og tælles. Afslutter med 1, hvis noget er anderledes.

    \b
    Eksempler:
      lawtext corpus verify --texts ../lovtekster
      lawtext corpus verify --texts ../lovtekster --registers corpus/registers --write
    """
    from lawtext import shipped  # noqa: PLC0415
    from lawtext.corpus import registers  # noqa: PLC0415
    from lawtext.corpus.texts import data_folder  # noqa: PLC0415
    from lawtext.corpus.verify import verify as verified  # noqa: PLC0415

    shelf = Path(place) if place else shipped.folder("corpus") / "registers"
    shelved = list(registers.load_all(shelf))
    if not shelved:
        raise UsageError(f"{shelf} har ingen registre. Lav dem med: lawtext corpus register FIL --out {shelf}")
    searched = [*texts, data_folder()]
    checked = list(progress(verified(shelved, searched, _names()), "Kontrollerer registre", len(shelved)))
    if write:
        stale = [each.again for each in checked if each.again and each.again != each.register]
        for again in stale:
            target = registers.path_in(shelf, again.edition)
            registers.write(again, target)
        click.echo(f"{len(stale)} registre skrevet igen, {len(checked) - len(stale)} som før.")
    elif _reported(checked):
        sys.exit(1)


@corpus.command(context_settings=given.HELP)
@click.argument("files", nargs=-1, required=True, metavar="FIL...")
def add(files: tuple[str, ...]) -> None:
    """Læg retsakters tekster ved siden af korpus, så bestemmelser kan læses og registre kontrolleres.

    \b
    Eksempel:
      lawtext corpus add 2016-1342.xml 2018-529.txt
    """
    from lawtext.corpus import texts  # noqa: PLC0415

    paths = list(given.files(files))
    for path in progress(paths, "Lægger tekster til", len(paths)):
        edition, target = texts.add(Path(path))
        if len(paths) <= _SHOWN:
            click.echo(f"{edition.id}: {target}")
    if len(paths) > _SHOWN:
        click.echo(f"{len(paths)} tekster i {texts.data_folder()}")


@corpus.command("list", context_settings=given.HELP)
@click.argument("work", required=False, metavar="[RETSAKT]")
@given.CORPUS
def list_(work: str | None, corpus: Path | None) -> None:
    """Vis de kendte retsakter og udgaver: hvad der er i korpus, fra hvornår, og hvordan teksten er læst.

    \b
    Eksempler:
      lawtext corpus list
      lawtext corpus list retssikkerhed
    """

    shelf = given.shelf(corpus)
    works = [each for each in shelf.works() if (work in (each.id, each.title) if work else ":" not in each.id)]
    if not works:
        raise UsageError(f"»{work}« er ikke på listen. »lawtext corpus list« viser dem alle.")
    for each in works:
        click.echo(f"{each.id}: {each.title}{_end(each)}")
        for entry in each.editions:
            facts = shelf.edition(entry.edition)
            click.echo(_edition_line(entry, _FORMS.get(facts.source.form.value, "") if facts else ""))
        if work is not None:
            for line in _amendment_lines(each):
                click.echo(line)
            if each.not_known:
                click.echo(f"  Ikke kendt: {each.not_known}")


@corpus.command(context_settings=given.HELP)
@given.CORPUS
def info(corpus: Path | None) -> None:
    """Vis hvilket korpus der bruges: fil, fingeraftryk og antal.

    \b
    Eksempel:
      lawtext corpus info
    """
    from lawtext.corpus import texts  # noqa: PLC0415

    shelf = given.shelf(corpus)
    works = [work for work in shelf.works() if ":" not in work.id]
    held = sum(entry.held for work in works for entry in work.editions)
    known = sum(len(work.editions) for work in works)
    counts = {
        name: shelf.select(f"SELECT COUNT(*) FROM {name}")[0][0] for name in ("edition", "unit", "reference", "naming")
    }
    for name, value in (
        ("Fil", shelf.file),
        ("Fingeraftryk", shelf.fingerprint),
        ("Retsakter", len(works)),
        ("Udgaver", f"{held} i korpus af {known} kendte"),
        ("Registre", counts["edition"]),
        ("Enheder", counts["unit"]),
        ("Henvisninger", counts["reference"]),
        ("Navne", counts["naming"]),
        ("Tekster", texts.data_folder()),
    ):
        click.echo(f"{name + ':':<14}{value}")


def _names() -> "Names":
    from lawtext import shipped  # noqa: PLC0415
    from lawtext.citing.names import Names  # noqa: PLC0415
    from lawtext.corpus.build import names_in  # noqa: PLC0415

    return Names(names_in(shipped.folder("corpus")))


def _reported(checked: "list[Checked]") -> bool:
    """Print what differs; whether anything does."""
    without = [each.register.edition for each in checked if each.text is None]
    wrong = [each for each in checked if each.differences]
    for each in wrong:
        click.echo(f"{each.register.edition} ({each.text}):")
        for difference in each.differences[:_SHOWN]:
            click.echo(f"  {difference.says}")
        if len(each.differences) > _SHOWN:
            click.echo(f"  … og {len(each.differences) - _SHOWN} til")
    same = len(checked) - len(without) - len(wrong)
    click.echo(f"{same} registre svarer til teksten, {len(wrong)} gør ikke, {len(without)} uden tekst.")
    if others := sum(each.rereferenced for each in checked):
        click.echo(f"{others} enheders henvisninger læses anderledes nu; lav registrene igen for at få dem med.")
    return bool(wrong)


def _end(work: "Work") -> str:
    return f" (ophævet efter {work.until.isoformat()} ved {work.repealed_by})" if work.until else ""


def _edition_line(entry: "Listed", form: str) -> str:
    since = entry.since.isoformat() if entry.since else "ukendt"
    held = f"i korpus, {form}" if entry.held else "ikke i korpus"
    return f"  {entry.type.value:<4}{entry.edition:<10} fra {since:<10}  {held}"


def _amendment_lines(work: "Work") -> Iterator[str]:
    if work.amendments:
        yield "  Ændringslove:"
    for each in work.amendments:
        since = each.since.isoformat() if each.since else "ukendt"
        part = f"§ {each.part[3:]}" if each.part else ""
        points = f" nr. {each.points}" if each.points else ""
        known = (
            "alle ændringer kendt"
            if each.complete
            else "nogle ændringer kendt"
            if each.changes
            else "tekst ikke i korpus"
        )
        into = f", i {each.taken_into}" if each.taken_into else ""
        yield f"    {each.act:<10} {part}{points} i kraft {since}; {known}{into}"
