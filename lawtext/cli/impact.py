"""`lawtext impact`: what a provision touches on a day."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given
from lawtext.errors import UsageError

if TYPE_CHECKING:
    from lawtext.citing.resolve import Resolution
    from lawtext.corpus.shelf import SqliteShelf
    from lawtext.corpus.touching import Point
    from lawtext.experiments.impact import Asking, Impact, Referring, Touched, Waiving

_COLUMNS = ("bestemmelse", "lov", "forhold", "afstand", "retsakt", "sted", "citeret", "overskrift", "grænser")
_DEEPEST = 6


@click.command(context_settings=given.HELP)
@click.argument("provisions", metavar="BESTEMMELSER")
@click.option("--on", "day", required=True, metavar="DATO", type=given.day, help="Dagen, fx 2018-09-01.")
@click.option("--depth", default=1, type=click.IntRange(1, _DEEPEST), help="Hvor mange henvisninger der følges (1).")
@click.option(
    "--csv", "table", type=click.Path(path_type=Path), metavar="FIL", help="Skriv også en tabel til regneark."
)
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Det hele som JSON.")
def impact(  # noqa: PLR0913, PLR0917 - one argument for each option
    provisions: str, day: date, depth: int, table: Path | None, corpus: Path | None, as_json: bool
) -> None:
    """Vis, hvad bestemmelser berører på en dag.

    For hver bestemmelse: de forsøg, der fraviger den, de bestemmelser, der henviser til den (direkte og videre ud,
    --depth), og bekendtgørelser udstedt efter den. Det, der hører til klage, høring, begrundelse, EU-regler eller
    andre grænser for forsøg, er mærket med ⚑. Det, der ikke vides, siges til sidst.

    \b
    Eksempler:
      lawtext impact "LAB §§ 85, 87-88 og 92-96 c" --on 2018-09-01
      lawtext impact "§ 9 i lov om aktiv socialpolitik" --on 2018-09-01 --depth 2
      lawtext impact "LAB kap. 16" --on 2018-09-01 --csv kapitel16.csv
    """
    from msgspec.structs import replace  # noqa: PLC0415 - each command loads only what it needs

    from lawtext.experiments.impact import Asking  # noqa: PLC0415

    shelf = given.shelf(corpus)
    asking = Asking(shelf, given.book(shelf), day)
    meant = list(_meant(provisions, day, shelf))
    found = asking.impact(_points(provisions, meant, asking), depth)
    left_out = tuple(says for one in meant for says in _not_looked_up(one, asking))
    found = replace(found, not_known=(*left_out, *found.not_known))
    if table is not None:
        from lawtext import whole_files  # noqa: PLC0415

        whole_files.write(table, _csv(found))
    click.echo(_json(found) if as_json else "\n".join(_lines(found)))


def _meant(text: str, day: date, shelf: "SqliteShelf") -> "Iterator[Resolution]":
    """What each citation in the words means that day."""
    from lawtext.citing.find import find  # noqa: PLC0415
    from lawtext.citing.names import Names  # noqa: PLC0415
    from lawtext.citing.resolve import Resolver  # noqa: PLC0415

    names = Names(shelf.namings())
    resolver = Resolver(shelf, names)
    yield from (resolver.resolve(citation, day) for citation in find(text, names, lenient=True))


def _points(text: str, meant: "Iterable[Resolution]", asking: "Asking") -> "list[Point]":
    """The provisions to look up. Raises UsageError where there are none in an act in the corpus."""
    from lawtext.corpus.touching import Point  # noqa: PLC0415

    points = [
        Point(work, member)
        for one in meant
        if (work := one.work)
        for unit in one.citation.units
        for member in (asking.members(work, unit) if not isinstance(unit, str) else (unit,))
    ]
    if not points:
        raise UsageError(f"»{text}« er ikke bestemmelser i en lov i korpus. Skriv dem som »§ 85 i lov om …«.")
    return list(dict.fromkeys(points))


def _not_looked_up(one: "Resolution", asking: "Asking") -> "Iterator[str]":
    """What a citation names besides what was looked up: of an act that is not there, or between ends that are not."""
    from lawtext.citing.write import units_in_words  # noqa: PLC0415

    words = " ".join(one.citation.text.split())
    if one.work is None:
        yield f"»{words}« er ikke slået op: det vides ikke, hvilken retsakt der menes, eller den er ikke i korpus."
        return
    for unit in one.citation.units:
        if not isinstance(unit, str) and not asking.opens(one.work, unit):
            yield f"Hvad {units_in_words([unit])} omfatter, kan ikke siges den dag; kun de to ender er slået op."


def _lines(found: "Impact") -> Iterator[str]:
    from lawtext.wording import dates  # noqa: PLC0415

    yield f"Den {dates.write(found.day)}:"
    heading = ""
    for one in found.touched:
        if one.heading and one.heading != heading:
            yield f"»{one.heading}«"
        heading = one.heading or heading
        yield from _touched(one, {limit.id: limit.title for limit in found.limits})
    if found.limits:
        yield "Grænser for forsøg, det rejser:"
    for limit in found.limits:
        yield f"  ⚑ {limit.title}: {limit.question} ({limit.source})"
    if found.not_known:
        yield "Vides ikke:"
        yield from (f"  ? {says}" for says in found.not_known)


def _touched(one: "Touched", titles: dict[str, str]) -> Iterator[str]:
    from lawtext.experiments import saying  # noqa: PLC0415
    from lawtext.law.verdicts import Status  # noqa: PLC0415

    status = one.verdict.status.danish
    yield f"{saying.provision(one.title, one.unit)}: {status}{_flags(one.flags, titles)}"
    branches: list[tuple[str, list[str]]] = [
        ("fraviges af", [_waiving(waiving) for waiving in one.waived_by]),
        ("henvises til af", [_referring(other, one.work, titles) for other in one.referring]),
        (
            "bekendtgørelser udstedt efter den",
            [f"{saying.numbered(made.order)}, efter {saying.section(made.under)}" for made in one.made_under],
        ),
    ]
    shown = [(name, leaves) for name, leaves in branches if leaves]
    for place, (name, leaves) in enumerate(shown, 1):
        last = place == len(shown)
        yield f"{'└' if last else '├'}─ {name}"
        for number, leaf in enumerate(leaves, 1):
            yield f"{'   ' if last else '│  '}{'└' if number == len(leaves) else '├'}─ {leaf}"
    if not shown:
        missing = one.verdict.status is Status.NO_SUCH_PROVISION
        yield f"└─ {one.verdict.why if missing else 'intet, der er i korpus'}"


def _waiving(one: "Waiving") -> str:
    from lawtext.experiments import saying  # noqa: PLC0415
    from lawtext.experiments.waivers import Operation  # noqa: PLC0415

    how = f"virkning for bestemmelsen: {Operation(one.operation).danish if one.operation else 'ikke læst'}"
    scope = f" – {one.scope}" if one.scope else ""
    return f"{saying.numbered(one.order)} {saying.section(one.item)}: {one.experiment or 'forsøg'} ({how}){scope}"


def _referring(one: "Referring", own: str, titles: dict[str, str]) -> str:
    """A referring provision, "i samme lov" where it stands in the act asked about; a heading where it is a reason."""
    from lawtext.experiments import saying  # noqa: PLC0415

    far = f"{one.depth} led: " if one.depth > 1 else ""
    same = "samme bekendtgørelse" if one.title.startswith("bekendtgørelse") else "samme lov"
    title = same if one.work == own else one.title
    heading = f" (»{one.heading}«)" if one.heading and one.flags else ""
    return f"{far}{saying.provision(title, one.unit)}{heading} → {_named(one.refers_to)}{_flags(one.flags, titles)}"


def _named(units: str) -> str:
    from lawtext.citing.write import units_in_words  # noqa: PLC0415
    from lawtext.experiments.saying import unit_or_range  # noqa: PLC0415

    return units_in_words([unit_or_range(units)])


def _flags(flags: tuple[str, ...], titles: dict[str, str]) -> str:
    named = [titles.get(flag, flag) for flag in flags]
    return f" ⚑ {', '.join(named)}" if named else ""


def _json(found: "Impact") -> str:
    import msgspec  # noqa: PLC0415

    plain: dict[str, Any] = msgspec.to_builtins(found)
    return json.dumps(plain, ensure_ascii=False)


def _csv(found: "Impact") -> bytes:
    """One row for each relation."""
    from lawtext.spreadsheets import as_csv  # noqa: PLC0415

    titles = {limit.id: limit.title for limit in found.limits}
    return as_csv(_COLUMNS, (row for one in found.touched for row in _rows(one, titles)))


def _rows(one: "Touched", titles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    from lawtext.experiments import saying  # noqa: PLC0415

    asked = (_named(one.unit), one.title)
    mine = ", ".join(titles.get(flag, flag) for flag in one.flags)
    for waiving in one.waived_by:
        place = saying.section(waiving.item)
        yield (*asked, "fraviges", "", waiving.order, place, _named(waiving.cited), waiving.experiment, mine)
    for other in one.referring:
        flags = ", ".join(titles.get(flag, flag) for flag in other.flags)
        place, named = saying.section(other.unit), _named(other.refers_to)
        yield (*asked, "henvisning", str(other.depth), other.edition, place, named, other.heading, flags)
    for made in one.made_under:
        yield (*asked, "hjemmel", "", made.order, "", _named(made.under), "", mine)


__all__ = ["impact"]
