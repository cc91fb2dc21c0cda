"""Citations of a letter: written in a rule or a case as people write them, resolved on the day, written officially."""

from collections.abc import Sequence
from datetime import date

from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolution, Resolver
from lawtext.drafting.letters import Cited, in_act
from lawtext.law.editions import ActType
from lawtext.law.ids import Address
from lawtext.law.shelf import Shelf
from lawtext.law.verdicts import Status
from lawtext.law.works import Listed, Work
from lawtext.wording import dates

_KINDS = {ActType.LOV: "lov", ActType.LBK: "lovbekendtgørelse", ActType.BEK: "bekendtgørelse"}


class Citer:
    """Writes citations against one shelf and remembers what it wrote: the same few are asked for again and again."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._names = Names(shelf.namings())
        self._resolver = Resolver(shelf, self._names)
        self._known: dict[tuple[str, str, date], Cited] = {}

    def cite(self, act: str, provisions: str, day: date) -> Cited:
        """The provisions of the act as they are on that day. What can't be read or found has its status and why."""
        key = (act, provisions, day)
        if key not in self._known:
            self._known[key] = self._cited(act, provisions, day)
        return self._known[key]

    def _cited(self, act: str, provisions: str, day: date) -> Cited:
        found = find(in_act(provisions, act), self._names)
        resolved = [self._resolver.resolve(one, day) for one in found]
        if len(resolved) != 1 or not resolved[0].meant:
            why = f"»{in_act(provisions, act)}« kan ikke læses som en henvisning til en bestemmelse."
            return Cited(provisions, day, provisions, act, act, (), Status.NO_SUCH_PROVISION, why)
        one = resolved[0]
        name, dated = self._act(one, day)
        return Cited(
            asked=provisions,
            day=day,
            provisions=provisions,
            act=name or act,
            dated=dated or act,
            addresses=_addresses(one),
            status=one.verdict.status,
            why=one.verdict.why,
            doubts=one.doubts,
        )

    def _act(self, one: Resolution, day: date) -> tuple[str, str]:
        """The act's name alone, and with number and date; "" where it is not known."""
        work = self._shelf.work(one.work) if one.work else None
        entry = work.edition_on(day) if work else None
        cited = one.citation.act.edition
        if work and cited:
            entry = work.listed(cited)
        if work is None or entry is None:
            return one.title, ""
        return _named(work, entry, day)


def _addresses(one: Resolution) -> tuple[Address, ...]:
    return tuple(meant.verdict.address for meant in one.meant if meant.verdict.address)


def _named(work: Work, entry: Listed, day: date) -> tuple[str, str]:
    """The short and the dated name. An order is short by its number: its title alone means several orders."""
    kind, number = _KINDS.get(entry.type, "retsakt"), entry.edition.partition("-")[2]
    signed = f" af {dates.write(entry.signed)}" if entry.signed else f" fra {entry.edition.partition('-')[0]}"
    numbered = f"{kind} nr. {number}{signed}"
    later = " med senere ændringer" if work.unconsolidated(entry, day) else ""
    about = work.title.partition(" om ")[2]
    if entry.type is ActType.BEK:
        return numbered, f"{numbered} om {about}"
    if entry.type is ActType.LOV:
        return work.title, f"{numbered} om {about}{later}"
    return work.title, f"{work.title}, jf. {numbered}{later}"


def written(cited: Sequence[Cited]) -> str:
    """Several citations after one another, each act with its number and date."""
    parts = [one.full for one in cited]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
