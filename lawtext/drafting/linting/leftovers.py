"""What an editor leaves in a Word file and no recipient is to see: tracked changes, comments, hidden text."""

from collections.abc import Iterator

from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.word import W
from lawtext.drafting.linting.template import Linted

_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")
_SAYS = {
    "tracked-change": "Her er en sporet ændring; godkend eller afvis den.",
    "comment": "Her er en kommentar, som ville følge med brevet; slet den.",
    "hidden-text": "Her er skjult tekst, som ville følge med brevet; slet den.",
}
_OFF = ("0", "false", "off")


def leftovers(template: Linted) -> Iterator[Finding]:
    """One finding for each kind in each paragraph."""
    for part in template.paragraphs:
        root = template.root(part)
        seen = set()
        for element in root.iter() if root is not None else ():
            rule = _rule_of(str(element.tag), element.get(f"{W}val", ""))
            paragraph = template.around(element, part) if rule else None
            key = (rule, paragraph.element if paragraph is not None else None)
            if rule and key not in seen:
                seen.add(key)
                if paragraph is None:
                    yield template.finding(rule, _SAYS[rule])
                else:
                    yield template.about(rule, paragraph, _SAYS[rule])


def _rule_of(tag: str, value: str) -> str:
    name = tag.removeprefix(W)
    if name in _CHANGES:
        return "tracked-change"
    if name == "commentReference":
        return "comment"
    return "hidden-text" if name == "vanish" and value not in _OFF else ""
