"""Citations of a letter: written in a rule or a case as people write them, resolved on the day, written officially."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec import structs

from lawtext.citing import write as writing
from lawtext.citing.find import find
from lawtext.citing.names import Names
from lawtext.citing.resolve import Resolution, Resolver
from lawtext.drafting.letters import Cited, in_act
from lawtext.law.editions import ActType
from lawtext.law.ids import EditionId, UnitId, UnitRange
from lawtext.law.shelf import Shelf, has_one_stykke
from lawtext.law.verdicts import Status
from lawtext.wording import dates

_REMEMBERED = 10_000


def unread(text: str, found: Sequence[Cited]) -> str:
    """The words of a text that none of the citations found in it covers, "" where all of it was read.

    A citation that was cut short points to something else than what was meant: "§ 1, stk. 99 b" is not § 1.
    """
    for one in found:
        text = text.replace(one.asked, " ", 1)
    return " ".join(word for word in _WORD.findall(text) if word.lower() not in _BETWEEN)


_WORD = re.compile(r"[^\s,;.]+")
_BETWEEN = ("og", "samt", "eller", "jf")


class Citer:
    """Writes citations against one shelf and remembers what it wrote: the same few are asked for again and again."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._names = Names(shelf.namings())
        self._resolver = Resolver(shelf, self._names)
        self._known: dict[tuple[str, date], tuple[Cited, ...]] = {}
        self._acts: dict[tuple[EditionId, bool], writing.ActWords] = {}

    def cite(self, act: str, provisions: str, day: date) -> Cited:
        """The provisions of the act as they are on that day. What can't be read or found has its status and why."""
        found = self.one(in_act(provisions, act), day)
        return (
            found
            if found.status is Status.EXISTS
            else structs.replace(found, provisions=provisions, act=found.act or act)
        )

    def one(self, text: str, day: date) -> Cited:
        """A text that is one citation, act and all, as it is on that day. As `cite` for what can't be read."""
        found = self.all(text, day)
        if len(found) != 1 or not found[0].units or unread(text, found):
            why = f"»{text}« kan ikke læses som en henvisning til en bestemmelse."
            return Cited(text, day, text, "", "", status=Status.NO_SUCH_PROVISION, why=why)
        return found[0]

    def all(self, text: str, day: date) -> tuple[Cited, ...]:
        """Every citation of a text as it is on that day."""
        key = (text, day)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = self.fresh(text, day)
        return known

    def fresh(self, text: str, day: date) -> tuple[Cited, ...]:
        """As `all`, remembering nothing: for the words of a case."""
        return tuple(self._cited(self._resolver.resolve(one, day)) for one in find(text, self._names))

    def _cited(self, one: Resolution) -> Cited:
        name, dated = self._act(one)
        return Cited(
            asked=one.citation.text,
            day=one.day,
            provisions=self.words(one.edition, one.citation.units) if one.citation.units else "",
            act=name,
            dated=dated,
            units=one.citation.units,
            edition=one.edition,
            addresses=tuple(meant.verdict.address for meant in one.meant if meant.verdict.address),
            status=one.verdict.status,
            why=one.verdict.why,
            doubts=(*one.doubts, *one.standing_doubts),
        )

    def words(self, edition: EditionId | None, units: Sequence[UnitId | UnitRange]) -> str:
        """Units of an edition in the official form: "§ 33, stk. 1, 2 og 4, nr. 1"."""
        act = writing.ActWords(edition or "")
        return writing.write(
            [writing.Cited(act, tuple(units))],
            writing.Form.BARE,
            glue=True,
            lone=lambda _: partial(has_one_stykke, self._shelf, edition) if edition else None,
        )

    def _act(self, one: Resolution) -> tuple[str, str]:
        """The act's name, and the name with number and date: both the plain title where the edition is not known.

        An order is named by its number: its title alone means several orders.
        """
        work = self._shelf.work(one.work) if one.work else None
        entry = work.edition_on(one.day) if work else None
        if work and one.citation.act.edition:
            entry = work.listed(one.citation.act.edition)
        known = entry is not None and (one.edition == entry.edition or (one.edition is None and not entry.held))
        if work is None or entry is None or not known or not entry.signed:
            title = one.title or one.citation.act.name
            return title, title
        words = self._act_words(entry.edition, amended=bool(work.unconsolidated(entry, one.day)))
        dated = writing.write([writing.Cited(words)], glue=True)
        if entry.type is ActType.BEK:
            return f"bekendtgørelse nr.\u00a0{words.number} af {dates.write(entry.signed)}", dated
        return work.title, dated

    def _act_words(self, edition: EditionId, *, amended: bool) -> writing.ActWords:
        if (edition, amended) not in self._acts:
            self._acts[edition, amended] = writing.act_words(self._shelf, edition, amended=amended)
        return self._acts[edition, amended]
