"""`lawtext waivers lint`: an order's own faults, found by the program itself as far as registers and texts are held."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lawtext.cli import given

if TYPE_CHECKING:
    from lawtext.experiments.faults.checked import Checked
    from lawtext.experiments.faults.standing import Unsettled
    from lawtext.experiments.waivers import Fault, Order
    from lawtext.law.ids import UnitId

_CLASSES = {
    "wrong": "forkert",
    "missing": "findes ikke",
    "stale": "forældet",
    "no effect": "uden virkning",
    "imprecise": "upræcis",
    "internal": "forkert nummer i bekendtgørelsen selv",
}


@click.command(context_settings=given.HELP)
@click.argument("file", metavar="FIL")
@given.texts("Mappe med lovtekster, fx 2016-1342.xml.")
@given.CORPUS
@click.option("--json", "as_json", is_flag=True, help="Fejlene som JSON.")
def lint(file: str, texts: tuple[Path, ...], corpus: Path | None, as_json: bool) -> None:
    """Find en bekendtgørelses egne fejl, den dag den trådte i kraft.

    Der ledes efter bestemmelser, der ikke findes, er ophævet eller er blevet forældede; tilladelser til de forkerte
    paragraffer; målgrupper, som intet af det fravegne angår, eller som står i en anden paragraf; lovtitler, der er
    forkerte; og ord, der passer på et andet kapitel. Med lovteksterne (--texts, eller lagt til med »lawtext corpus
    add«) også et punktum, der er talt forkert, og regler kun for private i forsøg kun for offentlige arbejdsgivere.

    Det, der ikke kan kontrolleres, vises for sig. Afslutter med 1, når der er fejl. »-« læser standardinput.

    \b
    Eksempler:
      lawtext waivers lint 2018-529.txt
      lawtext waivers lint 2018-529.txt --texts ../lovtekster
      lawtext waivers lint 2019-1184.txt --json > fejl.json
    """
    from lawtext.experiments.faults.find import find  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.experiments.faults.standing import unsettled  # noqa: PLC0415

    checked = _checked(file, texts, corpus)
    faults, open_ = find(checked, _fits), tuple(dict.fromkeys(unsettled(checked)))
    if as_json:
        click.echo(json.dumps(_plain(checked.order, faults, open_), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(checked.order, faults, open_)))
    if faults:
        sys.exit(1)


def _checked(file: str, texts: tuple[Path, ...], corpus: Path | None) -> "Checked":
    from lawtext.experiments.faults.checked import Checked  # noqa: PLC0415
    from lawtext.experiments.faults.held_texts import HeldTexts  # noqa: PLC0415
    from lawtext.experiments.orders import read_order  # noqa: PLC0415
    from lawtext.experiments.reach import Acts  # noqa: PLC0415

    edition = given.act(file)
    shelf = given.shelf(corpus)
    book = given.book(shelf)
    acts = Acts(shelf, book.by_hand)
    return Checked(edition, read_order(edition, book, acts), acts, HeldTexts(texts))


def _fits(words: str, cited: "tuple[UnitId, ...]", headings: "Mapping[UnitId, str]") -> "tuple[UnitId, UnitId] | None":
    """The rule of headings that applications are held up against too."""
    from lawtext.drafting.headings import misfit  # noqa: PLC0415

    found = misfit(words, cited, headings)
    return (found.cited, found.better) if found else None


def _lines(order: "Order", faults: "tuple[Fault, ...]", open_: "tuple[Unsettled, ...]") -> Iterator[str]:
    yield f"{order.title} ({order.edition}): {_counted(len(faults))}"
    yield from (f"  ! {note}" for note in order.unread)
    for fault in faults:
        yield f"  {_place(fault.at)}: {_CLASSES[fault.kind.value]}: {fault.says}"
    if open_:
        yield "Kan ikke kontrolleres:"
    for says in dict.fromkeys(one.says for one in open_):
        places = dict.fromkeys(_place(one.at) for one in open_ if one.says == says)
        yield f"  {'; '.join(places)}: {says}"


def _counted(number: int) -> str:
    return f"{number} fejl" if number else "ingen fejl fundet"


def _place(unit: str) -> str:
    from lawtext.experiments import saying  # noqa: PLC0415

    return saying.section(unit, lambda _: False)


def _plain(order: "Order", faults: "tuple[Fault, ...]", open_: "tuple[Unsettled, ...]") -> dict[str, Any]:
    return {
        "order": order.edition,
        "faults": [
            {
                "at": fault.at,
                "place": _place(fault.at),
                "kind": fault.kind.value,
                "class": _CLASSES[fault.kind.value],
                "units": list(fault.units),
                "says": fault.says,
            }
            for fault in faults
        ],
        "not_known": [{"at": one.at, "place": _place(one.at), "cited": one.cited, "says": one.says} for one in open_],
    }
