"""What the order says of a rule against the rule's own words and headings, where those are held."""

import re
from collections.abc import Iterator, Mapping

from lawtext.corpus import saying
from lawtext.experiments.faults.checked import Checked, Fits, fault
from lawtext.experiments.waivers import Fault, FaultKind, Provisions, Waiver
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.shelf import NameKind
from lawtext.law.units import Kind, Unit
from lawtext.wording.sentences import of as sentences_of

_WORD = re.compile(r"[a-zæøå]{4,}")
_STEM = 6
"""Letters by which two words are held to be the same ("samtale" and "samtalen")."""
_CLEARLY = 2
"""How many times more of the description's words another sentence must have."""
_JOINED = r"(?:\s(?:og|eller|som|samt)\s\w+)?\s(?:arbejdsgiver|virksomhed)"
_PUBLIC = re.compile(rf"\boffentlige?{_JOINED}", re.IGNORECASE)
_PRIVATE = re.compile(rf"\bprivate?{_JOINED}", re.IGNORECASE)


def titles(checked: Checked) -> Iterator[Fault]:
    """Acts cited by a name that is not theirs."""
    for waiver in checked.experiments:
        line = checked.line(waiver.paragraph)
        for citation in checked.citations(waiver.paragraph) if line else ():
            meant = checked.names.meanings(citation.act.name)
            if line and meant and all(naming.kind is NameKind.WRONG for naming in meant):
                says = f"Titlen »{citation.act.name}« er ikke lovens; den hedder {meant[0].right}."
                yield fault(FaultKind.IMPRECISE, line.unit(citation.start), says)


def sentence_numbers(checked: Checked) -> Iterator[Fault]:
    """A cited sentence, where another sentence of the same stykke clearly has the words of the order's description."""
    for waiver, cited, edition in _waived(checked):
        for unit in cited.units:
            outer, _, number = unit.rpartition("_Pkt")
            held = checked.unit_of(edition, UnitId(outer)) if outer and number.isdigit() else None
            better = _better(_description(checked, waiver, cited), held, int(number)) if held else 0
            if better:
                now, right = saying.provision(UnitId(unit)), saying.provision(UnitId(f"{outer}_Pkt{better}"))
                says = f"Ordene om reglen passer på {right} og ikke på {now}, i {cited.title}."
                yield fault(FaultKind.WRONG, cited.at, says, unit)


def _better(description: str, stk: Unit, number: int) -> int:
    """The number of the sentence that clearly fits a description better than the cited one; 0 for none."""
    words = _stems(description)
    marks = [len(words & _stems(sentence.text)) for sentence in sentences_of(stk)]
    if not words or number > len(marks):
        return 0
    best = max(range(len(marks)), key=marks.__getitem__)
    return best + 1 if marks[best] > _CLEARLY * marks[number - 1] else 0


def employers(checked: Checked) -> Iterator[Fault]:
    """A waived stykke that only speaks of private employers in an experiment that is only for public ones."""
    for waiver, cited, edition in _waived(checked):
        experiment = _experiment(checked, waiver)
        if not _PUBLIC.search(experiment) or _PRIVATE.search(experiment):
            continue
        for unit in cited.units:
            for one in checked.opened(edition, unit):
                held = checked.unit_of(edition, one)
                text = _whole(held) if held else ""
                if _PRIVATE.search(text) and not _PUBLIC.search(text):
                    what = saying.opening(saying.inside(one))
                    says = f"{what} gælder kun private arbejdsgivere, forsøget kun offentlige: intet er at fravige."
                    yield fault(FaultKind.NO_EFFECT, cited.at, says, unit)


def chapters(checked: Checked, fits: Fits) -> Iterator[Fault]:
    """A waived chapter whose heading fits the order's words clearly worse than another chapter of the act does."""
    for waiver, cited, edition in _waived(checked):
        cited_chapters = tuple(UnitId(unit) for unit in cited.units if unit.startswith("Kap") and ":" not in unit)
        if not cited_chapters:
            continue
        headings = _headings(checked, edition)
        found = fits(_description(checked, waiver, cited), cited_chapters, headings)
        if found:
            wrong, right = found
            says = (
                f"{saying.opening(saying.provision(wrong))} i {cited.title} er »{headings[wrong]}«; "
                f"ordene passer på {saying.provision(right)}, »{headings[right]}«."
            )
            yield fault(FaultKind.WRONG, cited.at, says, wrong)


def _headings(checked: Checked, edition: EditionId) -> Mapping[UnitId, str]:
    library = checked.acts.library
    units = [unit for unit in library.units(edition) if unit.startswith("Kap") and "_" not in unit]
    return {unit: library.heading(edition, unit) for unit in units}


def _waived(checked: Checked) -> Iterator[tuple[Waiver, Provisions, EditionId]]:
    """What is waived of acts that are held."""
    for waiver in checked.experiments:
        for cited in waiver.waives:
            edition = checked.act(cited).edition
            if edition:
                yield waiver, cited, edition


def _description(checked: Checked, waiver: Waiver, cited: Provisions) -> str:
    """The order's words on what a citation is about: from the citation to the end of the unit it stands in."""
    line = checked.line(waiver.paragraph)
    if line is None:
        return ""
    begin = next((start for start, unit in zip(line.starts, line.units, strict=True) if unit == cited.at), 0)
    end = next((start for start in line.starts if start > begin), len(line.text))
    at = line.text.find(cited.cited, begin, end)
    return line.text[at + len(cited.cited) : end] if at >= 0 else ""


def _experiment(checked: Checked, waiver: Waiver) -> str:
    """The paragraph's first stykke, which says what may be done."""
    line = checked.line(waiver.paragraph)
    if line is None:
        return ""
    later = [
        start for start, unit in zip(line.starts, line.units, strict=True) if "_Stk" in unit and "_Stk1" not in unit
    ]
    return line.text[: min(later, default=len(line.text))]


def _whole(unit: Unit) -> str:
    """A unit's text with that of its list items, notes apart."""
    inside = [one for one in unit.walk() if one.kind is not Kind.NOTE]
    return " ".join(passage.text for one in inside for passage in one.passages)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
