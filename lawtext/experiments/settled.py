"""Bare citations of persons, settled: "omfattet af § 2, nr. 7" in an order means an act that the text names around it.

The rule (gold/waivers/GUIDELINES.md section 5: "the act is the last act named"): a list takes the act that closes it
("§ 2, nr. 1-4, …, § 2, nr. 11, i lov om …"), else the act of the list it carries on, else the last act named before.
"Lovens § 2" is never the order itself, which is no law: it is the last law named. In a list under "følgende
bestemmelser i lov om …:" a bare citation means that act.
"""

import re
from collections.abc import Sequence

from lawtext.experiments.marked import Cited

_PERSONS = re.compile(r"(?:omfatte(?:t|de)(?:[ ](?:af|at|a))?|målgruppe\w*(?:[ ](?:i|for|efter))?|personer[ ]i)[ ]$")
_LAWS = ("lovens ", "samme lovs ", "i samme lov")
_SENTENCE_END = re.compile(r"[.;:][ ](?=[A-ZÆØÅ])")
_BEGINS_ITEM = re.compile(r"•+[ ]$")
_LIST_LEAD = re.compile(r"[^.:•]*:[ ]•")
"""Between the act that a list names and the items: the words up to its colon, and the first label."""
_LIST_JOIN = re.compile(r"^(?:,|[ ]og|[ ]eller|[ ]samt|,[ ]og|,[ ]som[ ][^.]*,|,[ ]der[ ][^.]*,)[ ]$")


def settled(text: str, cites: Sequence[Cited]) -> tuple[Cited, ...]:
    """The citations of a paragraph, those of persons that name no act given the act they mean.

    A bare citation that is not of persons is left as the order's own.
    """
    found: list[Cited] = []
    for place, cite in enumerate(cites):
        before = found[-1] if found else None
        if cite.own and cite.text.lower().startswith(_LAWS):
            found.append(cite._replace(title=_last(found, "lov"), own=False))
        elif _bare(cite) and _of_persons(text, cite, before):
            title = _closing(text, cite, cites[place + 1 :]) or _carried(text, cite, before) or _last(found)
            found.append(cite._replace(title=title, own=not title))
        elif _bare(cite) and (title := _of_list(text, cite, found)):
            found.append(cite._replace(title=title, own=False))
        else:
            found.append(cite)
    return tuple(found)


def _bare(cite: Cited) -> bool:
    """ "§ 2, nr. 7" without an act; never "stk. 2", which is the paragraph's own."""
    return not cite.named and cite.own and cite.text.startswith("§")


def _of_persons(text: str, cite: Cited, before: Cited | None) -> bool:
    return bool(_PERSONS.search(text, 0, cite.start)) or bool(_carried(text, cite, before))


def _carried(text: str, cite: Cited, before: Cited | None) -> str:
    """The act of the citation before, where this one carries on its list of persons."""
    if before is None or before.own or not before.units or not _same_paragraph(before, cite):
        return ""
    return before.title if _LIST_JOIN.match(text[before.end : cite.start]) else ""


def _of_list(text: str, cite: Cited, found: Sequence[Cited]) -> str:
    """The act that a list names before its first item, where this citation begins an item."""
    if not _BEGINS_ITEM.search(text, 0, cite.start):
        return ""
    lead = next((one for one in reversed(found) if one.named and one.title and not one.units), None)
    between = text[lead.end : cite.start] if lead else ""
    return lead.title if lead and _LIST_LEAD.match(between) else ""


def _closing(text: str, cite: Cited, after: Sequence[Cited]) -> str:
    """The act that closes the list which this citation begins: the next named one of the same § in the sentence."""
    for other in after:
        if _SENTENCE_END.search(text, cite.end, other.start):
            return ""
        if other.named and other.units:
            return other.title if _same_paragraph(other, cite) else ""
    return ""


def _last(found: list[Cited], begins: str = "") -> str:
    """The last act named, of those whose title begins so."""
    return next((cite.title for cite in reversed(found) if cite.title and cite.title.startswith(begins)), "")


def _same_paragraph(one: Cited, other: Cited) -> bool:
    return {unit.partition("_")[0] for unit in one.units} == {unit.partition("_")[0] for unit in other.units}
