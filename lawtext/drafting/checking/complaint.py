"""The complaint body that a letter names, against the act that its decision rests on (templates/rules/complaints.yaml).

Silent unless it is sure which act that is: the act whose complaint rule the guidance itself cites, else the one that
the letter says it decides under, else the only body that all acts cited could lead to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.checking.documents import Block, Document
from lawtext.drafting.complaints import ComplaintRule, Complaints
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.findings.rules import Rule

_GUIDANCE = re.compile(r"\bklag|\bindbring|\banke(?!styrelsen)", re.IGNORECASE)
_BODY = re.compile(
    r"Ankestyrelsens\s+[Bb]eskæftigelsesudvalg|Ankestyrelsen\b|[Bb]eskæftigelsesankenævnet|[Dd]et\s+[Ss]ociale\s+[Nn]ævn"
    r"|[Ss]tatsforvaltningen\b|[Aa]rbejdsskadestyrelsen\b"
)
_DECIDES = re.compile(
    r"(?:truffet|afgjort|afgørelse\w*|bevilge\w*|meddelt)[^.]{0,120}\b(?:efter|jf\.|i henhold til)\b", re.I
)


def findings(
    rules: Mapping[str, Rule], complaints: Complaints, document: Document, cited: Sequence[Cited], day: date
) -> Iterator[Finding]:
    """Each body named in the guidance that decisions under the act are not appealed to."""
    guidance = [block for block in document.blocks if _GUIDANCE.search(block.text) and _BODY.search(block.text)]
    if not guidance:
        return
    decided = _decided_under(complaints, cited, guidance, day)
    bodies = {rule.body for rule in decided}
    if not bodies:
        return
    for block in guidance:
        matches = [(match, " ".join(match[0].split())) for match in _BODY.finditer(block.text)]
        if any(named.lower() == body.lower() for _, named in matches for body in bodies):
            continue  # a right one is named; another beside it may have its own reason
        for match, named in matches:
            right = " eller ".join(sorted(bodies))
            acts = " og ".join(sorted({rule.act for rule in decided}))
            says = f"Afgørelser efter {acts} indbringes for {right}, ikke for {named} (læst i {decided[0].read})."
            yield rules["wrong-complaint-body"].finding(says, block.at(*match.span()), right, act=acts)


def _decided_under(
    complaints: Complaints, cited: Sequence[Cited], guidance: Sequence[Block], day: date
) -> list[ComplaintRule]:
    """The complaint rules that may hold for the letter's decision; [] where that is not sure."""
    ways = (
        [one for one in cited if one.block in guidance and one.citation.units],
        [one for one in cited if one.citation.units and _decides(one)],
    )
    for way in ways:
        if found := _rules_of(complaints, way, day):
            return found
    every = _rules_of(complaints, cited, day)
    return every if len({rule.body for rule in every}) == 1 else []


def _rules_of(complaints: Complaints, cited: Sequence[Cited], day: date) -> list[ComplaintRule]:
    """The rules for decisions under the acts that are cited, as far as they were read in the edition of the day."""
    acts = {(one.resolution.title, one.resolution.edition) for one in cited}
    return [
        rule
        for rule in complaints.rules
        if rule.holds_on(day)
        and rule.body != "kommunen"
        and any(rule.act == title and edition in rule.read_in for title, edition in acts)
    ]


def _decides(one: Cited) -> bool:
    """Whether the words right before a citation say that the decision is made under it."""
    return _DECIDES.search(one.block.text, max(0, one.citation.start - 160), one.citation.start) is not None
