"""`lawtext corpus sync`: texts of acts from Retsinformation, laid beside the corpus."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lawtext.cli import given
from lawtext.cli.progress import progress
from lawtext.errors import LawtextError, StoppedError, UnusableInputError, UsageError

if TYPE_CHECKING:
    from lawtext.corpus.retsinformation.addresses import Site
    from lawtext.corpus.retsinformation.client import Client
    from lawtext.corpus.retsinformation.comparison import Comparison
    from lawtext.corpus.retsinformation.harvest import Change
    from lawtext.corpus.retsinformation.pace import Clock
    from lawtext.corpus.retsinformation.store import Store
    from lawtext.corpus.retsinformation.syncing import Result
    from lawtext.corpus.shelf import SqliteShelf
    from lawtext.law.ids import EditionId
    from lawtext.law.works import Work

_SHOWN = 20

Wanted = dict["EditionId", datetime]
"""The acts to fetch, each with the moment since which an earlier call is fresh enough."""


@click.command("sync", context_settings=given.HELP)
@click.argument("acts", nargs=-1, metavar="[RETSAKT...]")
@click.option(
    "--work", "works", multiple=True, metavar="RETSAKT", help="Alle kendte udgaver af en retsakt, fx lab-2003."
)
@click.option("--all", "every", is_flag=True, help="Alle kendte udgaver af alle retsakter i korpus.")
@click.option("--amendments", is_flag=True, help="Med --work eller --all: ændringslovene også.")
@click.option(
    "--list", "listed", metavar="FIL", help="Læs retsakterne i en fil, én på hver linje (»-«: standard input)."
)
@click.option(
    "--changed-since",
    metavar="DATO",
    type=given.day,
    help="Kendte retsakter, som er ændret siden (højst 10 dage tilbage).",
)
@click.option(
    "--max-age", type=int, default=7, metavar="DAGE", help="Spørg først igen om en retsakt efter så længe (7)."
)
@click.option("--pace", metavar="SEKUNDER", help="Pause mellem to kald (1,5; mindst 0,5).")
@given.CORPUS
@click.option("--registers", metavar="MAPPE", help="Registrene, teksterne holdes op imod (uden: de medfølgende).")
@click.option("--site", envvar="LAWTEXT_RETSINFORMATION", hidden=True)
@click.option("--harvest-site", envvar="LAWTEXT_RETSINFORMATION_API", hidden=True)
@click.pass_context
def sync(  # noqa: PLR0913, PLR0917 - one parameter an option, as click hands them over
    context: click.Context,
    acts: tuple[str, ...],
    works: tuple[str, ...],
    every: bool,
    amendments: bool,
    listed: str | None,
    changed_since: date | None,
    max_age: int,
    pace: str | None,
    corpus: Path | None,
    registers: str | None,
    site: str | None,
    harvest_site: str | None,
) -> None:
    """Hent retsakters tekst (LexDania-XML) hos Retsinformation, og læg den ved siden af korpus.

    Der hentes én retsakt ad gangen med en pause imellem. Afbrydes det, går samme kommando videre, hvor den slap. En
    tekst, der er hentet før, hentes kun, hvis den er ændret. Hver tekst holdes op imod sit register; siger den noget
    andet, lægges den til side, og forskellene vises. Før 25. september 2007 har Retsinformation kun metadata.

    Afslutter med 0, når alt er hentet, 1, når noget ikke er eller er lagt til side, og 3, når Retsinformation ikke
    kan bruges lige nu; 130, når det afbrydes.

    \b
    Eksempler:
      lawtext corpus sync 2016-1342 https://www.retsinformation.dk/eli/lta/2019/548
      lawtext corpus sync --work lab-2003 --amendments
      lawtext corpus sync --changed-since 2026-11-18
    """
    from lawtext.corpus.retsinformation import syncing  # noqa: PLC0415
    from lawtext.corpus.retsinformation.client import Client  # noqa: PLC0415
    from lawtext.corpus.retsinformation.pace import BETWEEN_DOCUMENTS, Pace, SystemClock  # noqa: PLC0415
    from lawtext.corpus.retsinformation.store import Store  # noqa: PLC0415
    from lawtext.corpus.texts import data_folder  # noqa: PLC0415

    clock: Clock = context.obj or SystemClock()
    seconds = _seconds(pace) if pace is not None else BETWEEN_DOCUMENTS
    if not 0 <= max_age <= 10_000:
        raise UsageError("--max-age er et antal dage fra 0 og op.")
    fresh = clock.now() - timedelta(days=max_age)
    wanted: Wanted = dict.fromkeys(_asked_for(acts, listed, works, every, amendments, corpus), fresh)
    if not wanted and changed_since is None:
        raise UsageError(
            "Skriv, hvad der skal hentes: retsakter (2016-1342), --work, --all, --list eller --changed-since."
        )
    store, place = Store(data_folder()), _site(site, harvest_site)
    comparison = _comparison(registers, corpus)
    with store.alone(), Client(clock) as client:
        if changed_since is not None:
            for edition, moment in _changed(changed_since, place, client, store, clock, corpus).items():
                wanted[edition] = max(moment, wanted.get(edition, moment))
        work = syncing.Sync(place, client, Pace(clock, seconds), store, comparison, clock)
        results = _followed(work.run(wanted), len(wanted), seconds)
    _conclude(results, store)


# What to fetch


def _asked_for(  # noqa: PLR0913, PLR0917 - every way to name acts
    acts: tuple[str, ...],
    listed: str | None,
    works: tuple[str, ...],
    every: bool,
    amendments: bool,
    corpus: Path | None,
) -> "Iterator[EditionId]":
    """The acts that the user names, in the order named; of works, the newest editions first."""
    from lawtext.corpus.retsinformation.addresses import edition_in  # noqa: PLC0415

    if amendments and not (works or every):
        raise UsageError("--amendments hører sammen med --work eller --all.")
    for text in (*acts, *(_lines(listed) if listed else ())):
        yield edition_in(text)
    if works or every:
        shelf = given.shelf(corpus)
        chosen = (
            [each for each in shelf.works() if ":" not in each.id] if every else [_work(shelf, name) for name in works]
        )
        for work in chosen:
            acts_of = [each.act for each in work.amendments] if amendments else []
            for edition in (*reversed([entry.edition for entry in work.editions]), *reversed(acts_of)):
                if edition.rpartition("-")[2].isdigit():
                    yield edition
                else:
                    click.echo(f"{edition}: nummeret i Lovtidende kendes ikke, så den kan ikke hentes.", err=True)


def _lines(listed: str) -> list[str]:
    """The words of a list, one a line; empty lines and those that begin with # are not among them."""
    try:
        text = sys.stdin.read() if listed == "-" else Path(listed).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnusableInputError(f"{listed} kan ikke læses ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UnusableInputError(f"{listed} er ikke tekst i UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _work(shelf: "SqliteShelf", name: str) -> "Work":
    found = [each for each in shelf.works() if name in (each.id, each.title) and ":" not in each.id]
    if not found:
        raise UsageError(f"»{name}« er ikke på listen over retsakter. »lawtext corpus list« viser dem alle.")
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        raise UsageError(f"»{name}« er titlen på flere retsakter: {ids}. Skriv den, der menes.")
    return found[0]


def _changed(  # noqa: PLR0913, PLR0917 - what a call needs
    since: date, place: "Site", client: "Client", store: "Store", clock: "Clock", corpus: Path | None
) -> Wanted:
    """The known acts that the harvest interface says have changed; what it says of removed ones is printed."""
    from lawtext.corpus.retsinformation import harvest  # noqa: PLC0415
    from lawtext.corpus.retsinformation.pace import BETWEEN_HARVESTS, Pace  # noqa: PLC0415
    from lawtext.corpus.retsinformation.refusals import Refused  # noqa: PLC0415

    pace = Pace(clock, BETWEEN_HARVESTS, store.last_harvest, store.note_harvest)
    found: list[Change] = []
    others = 0
    days = harvest.days_since(since, clock.now())
    for day in days:
        if len(days) > 1:
            click.echo(f"Ændringer den {day.isoformat()} …", err=True)
        listed = harvest.changed_on(day, place, client, pace, clock)
        if isinstance(listed, Refused):
            raise UnusableInputError(listed.says)
        found += listed.changes
        others += listed.others
    latest = harvest.latest(found)
    known = _known(store, corpus)
    changed = {edition: each for edition, each in latest.items() if edition in known}
    others += len(latest) - len(changed)
    removed = [edition for edition, each in changed.items() if each.reason is harvest.Reason.REMOVED]
    click.echo(
        f"Ændret hos Retsinformation siden {since.isoformat()}: {len(changed)} kendte retsakter, {others} andre."
    )
    for edition in removed:
        click.echo(f"{edition}: fjernet hos Retsinformation. En tekst, der er hentet, bliver liggende.")
    return {edition: harvest.end_of(each.day) for edition, each in changed.items() if edition not in removed}


def _known(store: "Store", corpus: Path | None) -> "frozenset[EditionId]":
    """Every edition and amending act on the list, and every act asked about before."""
    works = [work for work in given.shelf(corpus).works() if ":" not in work.id]
    editions = {entry.edition for work in works for entry in work.editions}
    return store.known() | editions | {each.act for work in works for each in work.amendments}


def _comparison(registers: str | None, corpus: Path | None) -> "Comparison":
    """The registers to compare with: those named, those of a corpus that is a folder, or the shipped ones."""
    from lawtext import shipped  # noqa: PLC0415
    from lawtext.citing.names import Names  # noqa: PLC0415
    from lawtext.corpus.build import names_in  # noqa: PLC0415
    from lawtext.corpus.retsinformation.comparison import Comparison  # noqa: PLC0415
    from lawtext.corpus.shelf import place  # noqa: PLC0415

    named = place(corpus)
    home = named if named.is_dir() else shipped.folder("corpus")
    folder = Path(registers) if registers else home / "registers"
    if not folder.is_dir():
        raise UsageError(f"{folder} er ikke en mappe med registre.")
    return Comparison(folder, Names(names_in(home)))


def _site(documents: str | None, harvest: str | None) -> "Site":
    from lawtext.corpus.retsinformation.addresses import Site  # noqa: PLC0415

    usual = Site()
    for address in (documents, harvest):
        if address and not address.startswith(("https://", "http://")):
            raise UsageError(f"»{address}« er ikke en webadresse (https://…).")
    return Site((documents or usual.documents).rstrip("/"), (harvest or usual.harvest).rstrip("/"))


def _seconds(pace: str) -> float:
    from lawtext.corpus.retsinformation.pace import LEAST_BETWEEN_DOCUMENTS  # noqa: PLC0415

    try:
        seconds = float(pace.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if not LEAST_BETWEEN_DOCUMENTS <= seconds <= 3600:
        raise UsageError("--pace er mellem 0,5 og 3600 sekunder; Retsinformation skal kunne følge med.")
    return seconds


# What became of it


def _followed(results: "Iterator[Result]", count: int, seconds: float) -> "list[Result]":
    """The results, with how far the fetching is. Ctrl-C ends it with what was done and how to go on."""
    found: list[Result] = []
    if count > _SHOWN:
        minutes = f"op til {count * seconds / 60:.0f} min."
        pause = f"{seconds:g}".replace(".", ",")
        click.echo(f"{count} retsakter; {pause} s mellem hvert kald: {minutes}", err=True)
    try:
        for result in progress(results, "Henter retsakter", count):
            found.append(result)
    except KeyboardInterrupt:
        _told(found)
        raise StoppedError(f"Afbrudt efter {len(found)} af {count}. Samme kommando går videre herfra.") from None
    return found


def _conclude(results: "list[Result]", store: "Store") -> None:
    """Print what is worth a line and the sum; end with 3 where the site could not be used, 1 where something lacks."""
    from lawtext.corpus.retsinformation.syncing import Became  # noqa: PLC0415

    _told(results)
    if any(result.became is Became.APART for result in results):
        click.echo(f"Tekster lagt til side: {store.apart}. Læg en til alligevel med: lawtext corpus add FIL")
    stop = next((result for result in results if result.stops), None)
    if stop is not None:
        raise LawtextError(f"Standset ved {stop.edition}. {stop.says} Samme kommando går videre herfra.")
    if any(result.became in (Became.APART, Became.REFUSED) for result in results):
        sys.exit(1)


def _told(results: "list[Result]") -> None:
    from lawtext.corpus.retsinformation.syncing import Became  # noqa: PLC0415

    quiet = (Became.RECENT, Became.SAME, Became.NOT_ASKED) if len(results) > _SHOWN else (Became.NOT_ASKED,)
    for result in results:
        if result.became in quiet or (result.became is Became.NEW and len(results) > _SHOWN):
            continue
        click.echo(f"{result.edition}: {_line(result)}")
        for difference in result.differences[:_SHOWN]:
            click.echo(f"  {difference.says}")
        if len(result.differences) > _SHOWN:
            click.echo(f"  … og {len(result.differences) - _SHOWN} til")
    counts = Counter(result.became for result in results)
    click.echo(
        ", ".join(f"{counts[each]} {each.value}" for each in Became if counts[each]) + "."
        if results
        else "Intet at hente."
    )


def _line(result: "Result") -> str:
    from lawtext.corpus.retsinformation.syncing import Became  # noqa: PLC0415

    if result.says and not result.stops:  # what stops the run is the last thing said
        return f"{result.became.value}: {result.says}"
    checked = result.became in (Became.NEW, Became.CHANGED)
    register = ", svarer til registeret" if result.compared else ", intet register at kontrollere imod"
    return result.became.value + (register if checked else "")
