"""What stands at an address in one edition, as it is printed."""

from lawtext.corpus import saying
from lawtext.corpus.index import Index
from lawtext.law.editions import Form
from lawtext.law.ids import Address, Step, UnitId
from lawtext.law.verdicts import Doubt, DoubtKind, Status, Verdict

_LOST_IN_FLATTENED = ("Bog", "Afs", "Kap", "Grp", "Bil", "Ikr", "Ind", "Aen", "Tab", "Not")
_IN_TABLES = ("Num", "Lit")
_SPLIT_BY_RULE = ("Num", "Lit", "Led", "Pkt")


def standing_in(index: Index, unit: UnitId) -> Verdict:
    """What stands at `unit` ("" for the edition itself) in the edition as printed, whatever came after."""
    if not unit:
        return Verdict(Status.EXISTS, Address(index.edition))
    located = index.locate(unit)
    if located.rest and _lost(index, located.unit or unit):
        return _not_in_this_form(index, unit)
    entry = index.entry(located.unit)
    if entry is not None and entry.status:
        return _not_printed(index, entry.status, unit)
    if located.rest:
        return _missing(index, located.unit, located.rest[0], saying.inside(unit))
    if others := index.twice(located.unit):
        return _printed_twice(index, (located.unit, *others), saying.inside(unit))
    return Verdict(Status.EXISTS, Address(index.edition, located.unit))


def not_known(why: str, *doubts: Doubt) -> Verdict:
    """The verdict that says that nobody has written it down, or that the program can't work it out."""
    return Verdict(Status.NOT_KNOWN, why=why, doubts=doubts)


def _lost(index: Index, unit: UnitId) -> bool:
    return index.form is Form.FLATTENED and unit.startswith(_LOST_IN_FLATTENED)


def _not_in_this_form(index: Index, unit: UnitId) -> Verdict:
    name = saying.short(index)
    why = f"Teksten til {name} er uden kapitler, overskrifter og bilag; {saying.inside(unit)} kan ikke slås op."
    return not_known(why, Doubt(DoubtKind.FORM_LOSSY, why, index.edition))


def _not_printed(index: Index, status: str, unit: UnitId) -> Verdict:
    if status == "repealed":
        why = f"{saying.opening(saying.inside(unit))} er ophævet i {saying.short(index)}."
        return Verdict(Status.REPEALED, why=why)
    return not_known(f"{saying.opening(saying.short(index))} gengiver ikke {saying.provision(unit)} (udeladt).")


def _missing(index: Index, found: UnitId, missing: Step, what: str) -> Verdict:
    name = saying.short(index)
    if not missing.level:
        return not_known(f"{saying.opening(what)} kan ikke slås op i {name}.")
    if missing.level == "Led":
        return not_known(f"Led har ingen mærker i teksten, så {what} i {name} kan ikke slås op.")
    if found.startswith("Bil"):
        return not_known(f"Bilag er fri tekst, så {what} i {name} kan ikke slås op.")
    if missing.level in _IN_TABLES and UnitId(f"{found}_Tab1") in index.entries:
        return not_known(f"{saying.opening(saying.inside(found))} er trykt som en tabel, så {what} kan ikke slås op.")
    if missing.level == "Par" and not found and index.may_be_unlabelled(missing.number):
        return not_known(
            f"{saying.opening(name)} gengiver ophævede paragraffer uden nummer; {what} kan være en af dem."
        )
    where = f"; {saying.inside(found)} findes" if found else ""
    why = f"{saying.opening(what)} findes ikke i {name}{where}."
    return Verdict(Status.NO_SUCH_PROVISION, why=why, found=found, doubts=_lossy(index, missing))


def _printed_twice(index: Index, units: tuple[UnitId, ...], what: str) -> Verdict:
    choices = tuple(str(Address(index.edition, unit)) for unit in units)
    why = f"{saying.opening(what)} står {len(units)} gange i {saying.short(index)}."
    return Verdict(Status.AMBIGUOUS, why=why, choices=choices)


def _lossy(index: Index, missing: Step) -> tuple[Doubt, ...]:
    """Lists and sentences of flattened text are split by rule, not by mark; one that is missing may be a bad split."""
    if index.form is not Form.FLATTENED or missing.level not in _SPLIT_BY_RULE:
        return ()
    says = f"Teksten til {saying.short(index)} er uden linjeskift, så numre og punktummer er udskilt af programmet."
    return (Doubt(DoubtKind.FORM_LOSSY, says, index.edition),)
