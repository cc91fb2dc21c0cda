"""Which act of the shelf a citation means on a day, by its number or its name, and what is wrong with either."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from lawtext.citing.citations import Act
from lawtext.citing.names import TITLE_PREFIX, Names, key
from lawtext.law.ids import EditionId
from lawtext.law.shelf import NameKind, Naming, Shelf
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict
from lawtext.law.works import Listed, Work, WorkId
from lawtext.wording import dates

_PUBLISHED = {"LOV": "lov", "LBK": "lovbekendtgørelse", "BEK": "bekendtgørelse"}


class Target(Struct, frozen=True):
    """The act that a citation means: a work, or a `verdict` that says why there is none.

    `edition` is set where the act is cited by its own number, and then the edition answers, not the work's name.
    """

    work: Work | None = None
    edition: EditionId | None = None
    title: str = ""
    verdict: Verdict = Verdict(Status.NOT_KNOWN, why="Det vides ikke, hvilken retsakt der menes.")
    doubts: tuple[Doubt, ...] = ()


class Works:
    """The acts of one shelf, looked up by what texts call them."""

    def __init__(self, shelf: Shelf, names: Names) -> None:
        self._shelf = shelf
        self._names = names
        self._numbers: dict[str, list[tuple[Listed, Work]]] | None = None

    def target(self, act: Act, dated: EditionId | None, day: date) -> Target:
        """The work that an act means on a day; `dated` is the edition that the text itself dates it to."""
        if act.eu:
            return Target(title=act.name, verdict=_not_known("EU-retsakter er ikke i korpus."))
        if act.own or act.edition is not None:
            return self._by_edition(act, day)
        if act.name:
            return self._by_name(act.name, dated, day)
        return Target(verdict=_not_known("Teksten siger ikke, hvilken retsakt der menes."))

    def _by_edition(self, act: Act, day: date) -> Target:
        if act.edition is None:
            return Target(verdict=_not_known("Det er ikke oplyst, hvilken retsakt teksten står i."))
        work = self._shelf.work_of(act.edition)
        if work is None:
            return self._unlisted(act, act.edition, day)
        listed = work.listed(act.edition)
        doubts = _date_doubts(act, listed) if listed else ()
        if act.name and not _untitled(work) and not self._calls(work, act.name):
            says = f"Nummer og dato er dem på {work.title}, men teksten kalder den »{act.name}«."
            doubts += (Doubt(DoubtKind.WRONG_DATE, says, act.name),)
        return Target(work, act.edition, work.title, doubts=doubts)

    def _calls(self, work: Work, name: str) -> bool:
        """Whether a name may be one of the work: known as one, or its title as far as text and title go."""
        meanings = self._names.meanings(name)
        if meanings:
            return any(naming.work == work.id for naming in meanings)
        said, title = key(name), key(work.title)
        return title.startswith(said) or said.startswith(title)

    def _unlisted(self, act: Act, edition: EditionId, day: date) -> Target:
        """A number that is not on the shelf: perhaps a slip for one that is."""
        near = self._near(act, edition)
        named = self._by_name(act.name, None, day) if act.name else Target()
        if near is None:
            why = f"{_written(act, edition)} er ikke blandt de retsakter, korpus kender."
            return Target(title=named.title, verdict=_not_known(why), doubts=named.doubts)
        listed, work = near
        right = f"{_written_listed(listed)} om {_about(work.title)}"
        says = f"Nummer og dato passer ikke sammen med en kendt retsakt. Mener du {right}?"
        doubt = Doubt(DoubtKind.WRONG_DATE, says, listed.edition)
        if named.work is not None and named.work.id == work.id:
            why = f"{_opening(work.title)} har ikke nummer {edition}; den er {_written_listed(listed)}."
            return Target(title=work.title, verdict=Verdict(Status.NO_SUCH_ACT, why=why), doubts=(doubt,))
        why = f"{_written(act, edition)} er ikke blandt de retsakter, korpus kender."
        return Target(title=named.title, verdict=_not_known(why), doubts=(doubt,))

    def _near(self, act: Act, edition: EditionId) -> tuple[Listed, Work] | None:
        """A known edition of the same number that has the name given, or is of the same day where none is given.

        Numbers recur at about the same day each year: of 1,290 acts of 2010-2024 two have number and day of a listed
        edition of another year. So an act that is named otherwise is no slip for one of these.
        """
        number = edition.partition("-")[2]
        if self._numbers is None:
            self._numbers = _by_number(self._shelf, self._names)
        for listed, work in self._numbers.get(number, ()):
            of_that_name = act.name and self._names.meanings(act.name) and self._calls(work, act.name)
            if of_that_name or (not act.name and _same_day(act.signed, listed.signed)):
                return listed, work
        return None

    def _by_name(self, name: str, dated: EditionId | None, day: date) -> Target:
        meanings = self._names.meanings(name)
        if not meanings:
            return Target(title=name, verdict=_not_known(f"Retsakten »{name}« er ikke i korpus."))
        meant, doubts = _choose(self._dated(meanings, dated), day)
        works = list(dict.fromkeys(naming.work for naming in meant))
        if len(works) > 1:
            return Target(verdict=self._ambiguous(name, works), doubts=doubts)
        naming = meant[0]
        if naming.kind is NameKind.WRONG:
            says = f"»{name}« er ikke retsaktens navn; den hedder {_unstopped(naming.right)}."
            doubts += (Doubt(DoubtKind.WRONG_NAME, says, naming.right),)
        work = self._work(naming.work)
        if work is None:
            title = self._official(naming.work, name)
            return Target(
                title=title,
                verdict=_not_known(f"{_opening(title)} er kendt af navn, men er ikke i korpus."),
                doubts=doubts,
            )
        return Target(work, None, work.title, doubts=doubts + self._dating_doubts(work, dated))

    def _dated(self, meanings: Sequence[Naming], dated: EditionId | None) -> Sequence[Naming]:
        """The meanings that "jf. lovbekendtgørelse nr. … af …" leaves: of all acts that ever had the name, its own."""
        work = self._shelf.work_of(dated) if dated else None
        return [naming for naming in meanings if work is not None and naming.work == work.id] or meanings

    def _dating_doubts(self, work: Work, dated: EditionId | None) -> tuple[Doubt, ...]:
        """What is doubtful about "jf. lovbekendtgørelse nr. … af …" behind the name."""
        if dated is None or work.listed(dated) is not None:
            return ()
        other = self._shelf.work_of(dated)
        if other is not None:
            says = f"{dated} er en udgave af {other.title}, ikke af {work.title}."
            return (Doubt(DoubtKind.WRONG_DATE, says, dated),)
        says = f"{dated} er ikke blandt de udgaver af {work.title}, korpus kender."
        return (Doubt(DoubtKind.WRONG_DATE, says, dated),)

    def _ambiguous(self, name: str, works: list[WorkId]) -> Verdict:
        choices = tuple(self._title(work) for work in works)
        why = f"»{name}« er navn på flere retsakter: {_unstopped(' og '.join(choices))}."
        return Verdict(Status.AMBIGUOUS, why=why, choices=choices)

    def _title(self, work: WorkId) -> str:
        found = self._work(work)
        return found.title if found else self._official(work, work)

    def _official(self, work: WorkId, name: str) -> str:
        return work.removeprefix(TITLE_PREFIX) if work.startswith(TITLE_PREFIX) else name

    def _work(self, work: WorkId) -> Work | None:
        try:
            return self._shelf.work(work)
        except KeyError:
            return None


def _same_day(one: date | None, other: date | None) -> bool:
    """Whether two dates differ in the year alone."""
    return one is not None and other is not None and (one.month, one.day) == (other.month, other.day)


def _untitled(work: Work) -> bool:
    """Whether the shelf knows the act by its number alone, so that no name can be wrong for it."""
    return work.title.lower().startswith(("lov nr", "lovbekendtgørelse nr", "bekendtgørelse nr"))


def _not_known(why: str) -> Verdict:
    return Verdict(Status.NOT_KNOWN, why=why)


def _choose(meanings: Iterable[Naming], day: date) -> tuple[list[Naming], tuple[Doubt, ...]]:
    """The meanings of a name on a day: right names before wrong ones; where it has none, all it had on other days."""
    everything = list(meanings)
    meant = [naming for naming in everything if naming.means_on(day)] or everything
    right = [naming for naming in meant if naming.kind is not NameKind.WRONG]
    if right and len(right) < len(meant) and {naming.work for naming in right} != {naming.work for naming in meant}:
        wrong = next(naming for naming in meant if naming.kind is NameKind.WRONG)
        says = f"»{wrong.name}« bruges også, forkert, om {wrong.right}."
        return right, (Doubt(DoubtKind.ALIAS, says, wrong.right),)
    return right or meant, ()


def _by_number(shelf: Shelf, names: Names) -> dict[str, list[tuple[Listed, Work]]]:
    """Known editions by their number, whatever the year."""
    found: dict[str, list[tuple[Listed, Work]]] = defaultdict(list)
    for id_ in names.works():
        if id_.startswith(TITLE_PREFIX):
            continue
        try:
            work = shelf.work(id_)
        except KeyError:
            continue
        for listed in work.editions:
            found[listed.edition.partition("-")[2]].append((listed, work))
    return found


def _date_doubts(act: Act, listed: Listed) -> tuple[Doubt, ...]:
    """Number and date, or number and type, that disagree."""
    if act.signed and listed.signed and act.signed != listed.signed:
        says = f"{_opening(_written_listed(listed))} er det rigtige, ikke {dates.write(act.signed)}."
        return (Doubt(DoubtKind.WRONG_DATE, says, listed.edition),)
    if act.type in _PUBLISHED and listed.type in _PUBLISHED and act.type != listed.type:
        says = f"{listed.edition} er en {_PUBLISHED[listed.type]}, ikke en {_PUBLISHED[act.type]}."
        return (Doubt(DoubtKind.WRONG_FORM, says, listed.edition),)
    return ()


def _written(act: Act, edition: EditionId) -> str:
    year, _, number = edition.partition("-")
    kind = _opening(_PUBLISHED.get(act.type, "retsakt"))
    return f"{kind} nr. {number} af {dates.write(act.signed)}" if act.signed else f"{kind} nr. {number} fra {year}"


def _written_listed(listed: Listed) -> str:
    year, _, number = listed.edition.partition("-")
    kind = _PUBLISHED.get(listed.type, "retsakt")
    return (
        f"{kind} nr. {number} af {dates.write(listed.signed)}" if listed.signed else f"{kind} nr. {number} fra {year}"
    )


def _about(title: str) -> str:
    return title.partition(" om ")[2] or title


def _unstopped(text: str) -> str:
    """Without the dot of "m.v." where the sentence ends there."""
    return text.removesuffix(".")


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]
