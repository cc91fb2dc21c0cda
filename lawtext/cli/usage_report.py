"""`lawtext experiments report`: the use of experiments, counted from the records of made letters."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.errors import UnusableInputError, UsageError, why
from lawtext.wording.prose import counted

if TYPE_CHECKING:
    from lawtext.experiments.usage import MadeLetter, Usage

_STEPS = {"month": "måned", "quarter": "kvartal", "year": "år"}
_TOLD = 20
"""How many files that can't be counted are named."""


@click.command(context_settings=given.HELP)
@click.argument("paths", nargs=-1, required=True, metavar="STI…", type=click.Path(path_type=Path))
@click.option("--from", "first", type=given.day, metavar="DATO", help="Kun breve fra og med den dag.")
@click.option("--to", "last", type=given.day, metavar="DATO", help="Kun breve til og med den dag.")
@click.option("--by", type=click.Choice(list(_STEPS)), default="month", help="Tæl pr. måned, kvartal eller år.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FIL", help="Excel-filen, fx brug.xlsx.")
@click.option("--chart", "picture", type=click.Path(path_type=Path), metavar="FIL", help="Diagram (.svg, .html).")
@given.CORPUS
def report(  # noqa: PLR0913, PLR0917 - one argument for each option
    paths: tuple[Path, ...],
    first: date | None,
    last: date | None,
    by: str,
    out: Path,
    picture: Path | None,
    corpus: Path | None,
) -> None:
    """Tæl, hvilke fravigelser breve har brugt, hvor tit, af hvilken kommune og hvornår.

    Tallene kommer af de oplysninger, som hvert brev bærer i sig selv; mapper gennemgås med undermapper. Rapporten har
    hverken navne, sagsnumre eller CPR-numre. Filer, der ikke kan tælles, nævnes; så afsluttes med 1.

    \b
    Eksempler:
      lawtext experiments report breve/ --from 2018-07-01 --to 2018-12-31 --out brug.xlsx
      lawtext experiments report 2018/ 2019/ --by year --out brug.xlsx --chart brug.svg
    """
    _check_names(out, picture)
    if first and last and last < first:
        raise UsageError("--to ligger før --from; byt om på dem.")
    from lawtext import whole_files  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.experiments.usage import Step, usage  # noqa: PLC0415
    from lawtext.experiments.usage_sheet import xlsx  # noqa: PLC0415

    refused: list[str] = []
    book = given.book(given.shelf(corpus))
    files = list(_files(paths))
    if not files:
        raise UsageError(f"{', '.join(map(str, paths))}: der er ingen Word-filer (.docx) at tælle.")
    found = usage(book, _within(_letters(files, refused), first, last), Step(by))
    chosen = _chosen(first, last, by)
    whole_files.write(out, xlsx(found, chosen))
    if picture is not None:
        whole_files.write(picture, _drawn(found, chosen, picture.suffix.lower()))
    click.echo("\n".join(_said(found, out)))
    for line in refused[:_TOLD]:
        click.echo(f"  ! {line}", err=True)
    if len(refused) > _TOLD:
        click.echo(f"  ! … og {len(refused) - _TOLD} til.", err=True)
    if refused:
        raise SystemExit(1)


def _check_names(out: Path, picture: Path | None) -> None:
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"{out}: filens navn skal ende på .xlsx.")
    if picture is not None and picture.suffix.lower() not in (".svg", ".html"):
        raise UsageError(f"{picture}: diagrammets navn skal ende på .svg eller .html.")


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The Word files of folders, and files as they are named. Raises UsageError for a path that is not there."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*.docx") if not one.name.startswith("~$"))
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{path} findes ikke. Giv breve eller en mappe med breve.")


def _letters(files: list[Path], refused: list[str]) -> "Iterator[MadeLetter]":
    """What each file says of itself; `refused` takes a sentence for each that can't be counted."""
    from lawtext.cli.progress import progress  # noqa: PLC0415
    from lawtext.drafting import record  # noqa: PLC0415
    from lawtext.experiments.usage import MadeLetter  # noqa: PLC0415

    for file in progress(files, "Tæller breve", len(files)):
        try:
            made = record.of_document(file.read_bytes(), str(file))
            day = date.fromisoformat(made.date)
        except OSError as error:
            refused.append(f"{file}: filen kan ikke læses ({why(error)}).")
        except UnusableInputError as error:
            refused.append(str(error))
        except ValueError:
            refused.append(f"{file}: brevets dato kan ikke læses.")
        else:
            addresses = tuple(address for citation in made.citations for address in citation.addresses)
            same = f"{made.template} {made.date} {made.input_hash} {made.final}"
            yield MadeLetter(made.municipality, day, made.template, made.final, addresses, same)


def _within(letters: "Iterator[MadeLetter]", first: date | None, last: date | None) -> "Iterator[MadeLetter]":
    return (one for one in letters if (first is None or one.day >= first) and (last is None or one.day <= last))


def _chosen(first: date | None, last: date | None, by: str) -> str:
    from lawtext.wording import dates  # noqa: PLC0415

    since = f" fra den {dates.write(first)}" if first else ""
    until = f" til og med den {dates.write(last)}" if last else ""
    return f"Brug af frikommuneforsøg i breve{since}{until}, pr. {_STEPS[by]}"


def _drawn(found: "Usage", title: str, suffix: str) -> bytes:
    from lawtext.experiments import drawing  # noqa: PLC0415
    from lawtext.experiments.usage_chart import chart  # noqa: PLC0415

    if not any(row.final for row in found.rows):
        raise UsageError("Ingen endelige breve bruger et forsøg, så der er intet at tegne. Udelad --chart.")
    drawn = chart(found, title)
    return drawing.svg(drawn) if suffix == ".svg" else drawing.page(drawn, title)


def _said(found: "Usage", out: Path) -> Iterator[str]:
    used = sum(row.final + row.drafts for row in found.rows)
    letters = counted(found.letters, "brev", "breve")
    yield f"{out}: {letters} talt, {found.without} uden forsøg; forsøg er brugt {counted(used, 'gang', 'gange')}."
    if found.copies:
        yield f"{counted(found.copies, 'kopi', 'kopier')} af samme brev tæller ikke med."


__all__ = ["report"]
