"""`lawtext cite`: citations in a text, what they mean on a day, and whether that stands."""

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.errors import UnusableInputError, UsageError

if TYPE_CHECKING:
    from lawtext.citing.citations import Place
    from lawtext.citing.resolve import Meant, Resolution
    from lawtext.corpus.shelf import SqliteShelf
    from lawtext.law.verdicts import Verdict

_KINDS = {
    "full": "henvisning",
    "relative": "relativ henvisning",
    "act-only": "retsakt",
    "amendment-target": "det, der ændres",
    "quoted": "citeret tekst",
    "eu": "EU-retsakt",
    "other": "anden kilde",
}


@click.command(context_settings=given.HELP)
@click.argument("sources", nargs=-1, metavar="TEKST|FIL|-")
@click.option("--on", metavar="DATO", type=given.day, help="Dagen, henvisningerne gælder (2018-09-01). Ellers i dag.")
@click.option("--in", "edition", metavar="UDGAVE", help="Den retsakt, teksten står i (2016-1342).")
@click.option("--at", "unit", metavar="ENHED", help="Stedet, som »stk. 2« regnes fra (Par2_Stk1 eller »§ 2, stk. 1«).")
@click.option("--lenient", is_flag=True, help="Læs også beskadiget tekst (»LAB 22«), med en tvivl ved hvert gæt.")
@click.option("--json", "as_json", is_flag=True, help="Én JSON-linje med alle henvisninger.")
@click.option(
    "--jsonl", "lines", is_flag=True, help="Læs linjer {id, doc, where, context, text}, skriv {id, citations}."
)
@given.CORPUS
def cite(  # noqa: PLR0913, PLR0917 - one argument for each option
    sources: tuple[str, ...],
    on: date | None,
    edition: str | None,
    unit: str | None,
    lenient: bool,
    as_json: bool,
    lines: bool,
    corpus: Path | None,
) -> None:
    """Find henvisninger i en tekst, og slå dem op på en dato.

    Skriv teksten selv, navnet på en tekstfil eller »-« for standardinput. For hver henvisning vises, hvad den er, hvor
    den står, om det, den henviser til, findes på datoen, og hvad der er tvivl om. Slutkode 1, hvis noget ikke findes.

    \b
    Eksempler:
      lawtext cite "§ 2, nr. 11, i lov om en aktiv beskæftigelsesindsats" --on 2018-09-01
      lawtext cite brev.txt --on 2018-09-03
      lawtext cite "jf. dog stk. 2" --in 2016-1342 --at "§ 68 a, stk. 4"
      lawtext cite --jsonl tekster.jsonl > henvisninger.jsonl
    """
    from lawtext.citing.names import Names  # noqa: PLC0415 - loaded when something is to be found
    from lawtext.citing.resolve import Resolver  # noqa: PLC0415

    if not sources and not lines:
        raise UsageError("Skriv en tekst, et filnavn eller »-« for standardinput.")
    shelf = given.shelf(corpus)
    names = Names(shelf.namings())
    desk = _Desk(shelf, names, Resolver(shelf, names), lenient)
    if lines:
        for line in desk.lines(sources or ("-",), on):
            click.echo(line)
        return
    place = desk.place(edition, unit)
    negative = False
    for source in sources:
        text = _text(source)
        found = desk.resolved(text, place, on or date.today())
        negative = negative or any(resolution.negative for resolution in found)
        click.echo(_as_json(found) if as_json else "\n".join(_shown(found, text, shelf)))
    if negative:
        sys.exit(1)


def _text(source: str) -> str:
    """The text itself, or that of the file or of standard input."""
    if source == "-":
        return _decoded(sys.stdin.buffer.read(), "Standardinput")
    if "\n" in source or len(source) > 250:
        return source
    path = Path(source)
    if path.is_file():
        return _decoded(path.read_bytes(), source)
    if path.is_dir():
        raise UsageError(f"{source} er en mappe. Giv en tekstfil.")
    if path.suffix.lower() in (".txt", ".md", ".text", ".docx", ".pdf", ".xml", ".html") and "§" not in source:
        raise UnusableInputError(f"Filen {source} findes ikke.")
    return source


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnusableInputError(f"{name} er ikke en tekstfil. Gem dokumentet som ren tekst, og prøv igen.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = raw[: error.start].count(b"\n") + 1
        raise UnusableInputError(f"{name}, linje {where}: teksten er ikke UTF-8. Gem den som UTF-8.") from None


class _Desk:
    """What a run needs: the shelf, its names, the resolver, and how bold to be."""

    def __init__(self, shelf: "SqliteShelf", names: Any, resolver: Any, lenient: bool) -> None:
        self.shelf = shelf
        self._names = names
        self._resolver = resolver
        self._lenient = lenient

    def place(self, edition: str | None, unit: str | None) -> "Place | None":
        """The place that --in and --at name. Raises UsageError for what is no edition or no unit."""
        if edition is None:
            if unit is not None:
                raise UsageError("--at skal have --in: skriv også, hvilken retsakt teksten står i.")
            return None
        from lawtext.citing.places import is_unit, place_of, unit_at  # noqa: PLC0415
        from lawtext.law.ids import address  # noqa: PLC0415

        try:
            address(edition)
        except ValueError:
            raise UsageError(f"»{edition}« er ikke en udgave. Skriv den som 2016-1342 (år-nummer).") from None
        where = unit or ""
        if unit and not is_unit(unit) and not unit_at(unit):
            where = self._unit_in_words(unit)
        return self._with_chapter(place_of(edition, where))

    def _unit_in_words(self, text: str) -> str:
        from lawtext.citing.find import find  # noqa: PLC0415

        units = [unit for citation in find(text, self._names) for unit in citation.units if isinstance(unit, str)]
        if len(units) != 1 or not units[0].startswith(("Par", "Kap", "Bil", "Afs")):
            raise UsageError(f"»{text}« er ikke ét sted. Skriv det som »§ 2, stk. 1« eller Par2_Stk1.")
        return units[0]

    def _with_chapter(self, place: "Place") -> "Place":
        from msgspec.structs import replace  # noqa: PLC0415

        from lawtext.law.ids import UnitId  # noqa: PLC0415

        if place.chapter or place.edition is None or not place.unit.startswith("Par"):
            return place
        chapter = self.shelf.chapter(place.edition, UnitId(place.unit))
        return replace(place, chapter=chapter) if chapter else place

    def resolved(self, text: str, place: "Place | None", day: date) -> "list[Resolution]":
        """The citations of a text, resolved on a day."""
        from lawtext.citing.find import find  # noqa: PLC0415

        return [self._resolver.resolve(each, day) for each in find(text, self._names, place, lenient=self._lenient)]

    def lines(self, sources: tuple[str, ...], day: date | None) -> Iterator[str]:
        """One line out for every line in; the day is the document's own where none is given."""
        import msgspec  # noqa: PLC0415

        from lawtext.citing.plain import scored  # noqa: PLC0415

        for source in sources:
            name = "Standardinput" if source == "-" else source
            for number, line in enumerate(_text(source).splitlines(), start=1):
                if not line.strip():
                    continue
                try:
                    given = msgspec.json.decode(line)
                    text, doc, where = given["text"], given.get("doc") or "", given.get("where") or ""
                    place = self._with_chapter(_place_of(doc, where, given.get("context")))
                except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
                    says = (
                        f"{name}, linje {number}: linjen er ikke et JSON-objekt med id, doc, where og text ({error})."
                    )
                    raise UnusableInputError(says) from None
                found = self.resolved(text, place, day or self._own_day(doc))
                plain = [scored(resolution, doc) for resolution in found]
                yield msgspec.json.encode({"id": given.get("id"), "citations": plain}).decode()

    def _own_day(self, doc: str) -> date:
        from lawtext.law.ids import EditionId  # noqa: PLC0415

        listed = self.shelf.listed(EditionId(doc))
        if listed is not None and (listed.since or listed.signed):
            return listed.since or listed.signed or date.max
        year, _, number = doc.partition("-")
        return (
            date(int(year), 12, 31) if year.isdigit() and number.isdigit() and 1600 < int(year) < 2100 else date.today()
        )


def _place_of(doc: str, where: str, context: Any) -> "Place":
    from lawtext.citing.places import place_of  # noqa: PLC0415

    return place_of(str(doc), str(where), context)


# What is shown


def _shown(found: "list[Resolution]", text: str, shelf: "SqliteShelf") -> Iterator[str]:
    from lawtext.wording import dates  # noqa: PLC0415

    if not found:
        yield "Ingen henvisninger fundet."
        return
    yield f"Den {dates.write(found[0].day)}:"
    for resolution, where in zip(found, _wheres(found, text), strict=True):
        citation = resolution.citation
        yield ""
        yield " ".join(citation.text.split())
        yield f"  {_KINDS[citation.kind]}, {where}{_named(resolution, shelf)}"
        yield from (f"  {line}" for line in _verdict_lines(resolution, shelf))
        yield from (f"  tvivl: {doubt.says}" for doubt in resolution.doubts)
        yield from (f"  forbehold: {doubt.says}" for doubt in resolution.standing_doubts)


def _wheres(found: "list[Resolution]", text: str) -> Iterator[str]:
    """Where each stands, counted from 1: "linje 2, tegn 5-21", the line only where there are several."""
    line, begins = 1, 0
    several = "\n" in text.strip()
    for resolution in found:
        citation = resolution.citation
        line += text.count("\n", begins, citation.start)
        begins = max(begins, text.rfind("\n", begins, citation.start) + 1)
        where = f"tegn {citation.start + 1 - begins}-{citation.end - begins}"
        yield f"linje {line}, {where}" if several else where


def _named(resolution: "Resolution", shelf: "SqliteShelf") -> str:
    """The act in words: title, edition."""
    from lawtext.corpus import saying  # noqa: PLC0415

    parts = [resolution.title] if resolution.title else []
    listed = shelf.listed(resolution.edition) if resolution.edition else None
    if resolution.edition:
        parts.append(f"{saying.edition(listed)} ({resolution.edition})" if listed else resolution.edition)
    elif resolution.citation.act.eu:
        parts = [resolution.citation.act.eu]
    return f": {', '.join(parts)}" if parts else ""


def _verdict_lines(resolution: "Resolution", shelf: "SqliteShelf") -> Iterator[str]:
    if not resolution.meant:
        yield _verdict_line("", resolution.act)
    for meant in resolution.meant:
        yield _verdict_line(_unit_words(meant, shelf), meant.verdict)


def _unit_words(meant: "Meant", shelf: "SqliteShelf") -> str:
    from lawtext.citing.write import units_in_words  # noqa: PLC0415
    from lawtext.law.shelf import has_one_stykke  # noqa: PLC0415

    edition = meant.verdict.address.edition if meant.verdict.address else None
    try:
        words = units_in_words([meant.unit], lone=partial(has_one_stykke, shelf, edition) if edition else None)
    except ValueError:
        words = meant.unit
    heading = shelf.heading(edition, meant.unit) if edition and meant.unit.startswith(("Kap", "Afs")) else ""
    return f"{words} ({heading}): " if heading else f"{words}: "


def _verdict_line(words: str, verdict: "Verdict") -> str:
    said = f"{words}{verdict.status.danish}"
    if verdict.address is not None:
        return f"{said}  {verdict.address.eli}"
    return f"{said}. {verdict.why}" if verdict.why else said


def _as_json(found: "list[Resolution]") -> str:
    import msgspec  # noqa: PLC0415

    from lawtext.citing.plain import whole  # noqa: PLC0415

    return msgspec.json.encode([whole(resolution) for resolution in found]).decode()


__all__ = ["cite"]
