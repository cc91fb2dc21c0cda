"""Waivers as they are shipped: what the program read, and beside it what people confirmed, corrected or found wrong.

`corpus/waivers/<order>.yaml` is written by the program alone (`lawtext waivers read FILE --yaml`); people write in
`corpus/waivers/by-hand/<order>.yaml`, so that the two never mix and a test can compare them.
"""

import msgspec
from msgspec import Struct

from lawtext.errors import UnusableInputError
from lawtext.experiments.sources import Source
from lawtext.experiments.waivers import Fault, Order, Waiver
from lawtext.experiments.within import meets
from lawtext.experiments.written import Unit
from lawtext.law.ids import EditionId, UnitId, contains

_HEADER = """\
# Læst af bekendtgørelsens tekst med »lawtext waivers read FIL --yaml«. Ret ikke her: ret i by-hand/{edition}.yaml.
"""


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """A record that a person has put in the place of the one read."""

    waiver: Waiver
    why: str
    source: str


class ByHand(Struct, frozen=True, forbid_unknown_fields=True):
    """What people say of one order. `confirmed`: paragraphs whose record was held against the text and found right."""

    order: EditionId
    confirmed: tuple[Unit, ...] = ()
    confirmed_against: str = ""
    corrected: tuple[Correction, ...] = ()
    faults: tuple[Fault, ...] = ()


class Shipped(Struct, frozen=True):
    """An order with its waivers, corrections made, and its known faults."""

    order: Order
    by_hand: ByHand

    def waiver(self, paragraph: str) -> Waiver | None:
        """The record of a paragraph, as corrected."""
        return self.order.waiver(paragraph)

    def faults(self, item: UnitId, unit: str = "") -> tuple[Fault, ...]:
        """The known faults of an item of the order (`Par33_Stk4_Num2`); of one unit or range it cites, if given."""
        return tuple(
            fault
            for fault in self.by_hand.faults
            if (contains(item, fault.at) or contains(fault.at, item))
            and (not unit or not fault.units or any(meets(one, unit) for one in fault.units))
        )


def shipped(source: Source, edition: EditionId) -> Shipped | None:
    """The stored waivers of one order, None where there are none. Raises UnusableInputError naming file and line."""
    read = source.load(f"waivers/{edition}.yaml", Order)
    if read is None:
        return None
    beside = f"waivers/by-hand/{edition}.yaml"
    by_hand = source.load(beside, ByHand) or ByHand(edition)
    _check(source.place(beside), read, by_hand)
    return Shipped(_corrected(read, by_hand), by_hand)


def _corrected(read: Order, by_hand: ByHand) -> Order:
    instead = {correction.waiver.paragraph: correction.waiver for correction in by_hand.corrected}
    return msgspec.structs.replace(
        read, waivers=tuple(instead.get(waiver.paragraph, waiver) for waiver in read.waivers)
    )


def _check(path: str, read: Order, by_hand: ByHand) -> None:
    if by_hand.order != read.edition:
        raise UnusableInputError(f"{path}: filen er om {by_hand.order}, men hedder {read.edition}; ret den ene.")
    known = {waiver.paragraph for waiver in read.waivers}
    named = [
        *by_hand.confirmed,
        *(correction.waiver.paragraph for correction in by_hand.corrected),
        *(UnitId(fault.at.partition("_")[0]) for fault in by_hand.faults),
    ]
    for paragraph in named:
        if paragraph not in known:
            raise UnusableInputError(f"{path}: {paragraph} findes ikke i {read.edition}; ret nummeret.")


def yaml_text(order: Order) -> str:
    """What was read of an order, as the YAML that `shipped` reads; the same order gives the same text."""
    from datetime import date  # noqa: PLC0415

    import yaml  # noqa: PLC0415 - only needed where YAML is written

    plain = msgspec.to_builtins(order, builtin_types=(date,))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    body = yaml.dump(plain, Dumper=dumper, allow_unicode=True, sort_keys=False, width=118, default_flow_style=None)
    return _HEADER.format(edition=order.edition) + str(body)
