"""Labels that the source has put into the text ("§ 16 b." in bold as a line of § 16 a), moved to where labels stand.

Only what is printed as a label counts: a line that is nothing else, or opens in the label's own type (bold "§ 5.",
italic "Stk. 2."), after a sentence that has ended. What follows it goes along. No character is changed.
"""

import re

from lxml import etree
from lxml.etree import _Element

from lawtext.wording import labels
from lawtext.wording.clean import clean

_LABEL = re.compile(r"\s*(?:§{1,2}\s?\d[^.,;:()]{0,14}|[Ss]tk\.?\s?\d+(?:\s?[-–]\s?\d+|\sog\s\d+)?)\s?\.?\s*")
_TYPE = {"§": "Bold", "S": "Italic", "s": "Italic"}
_ENDED = (".", ":", ")", "«", "!", "?")
_GOES_ON = ("jf.", "jfr.", "nr.")
_PARAGRAPHS = ("Paragraf", "IkraftCentreretParagraf")


def restore(root: _Element) -> int:
    """Move every misplaced label of the document; returns how many were moved."""
    found = [run for run in root.iter("Char") if run.text and len(run.text) < 26 and _LABEL.fullmatch(run.text)]
    return sum(_moved(run) for run in found)


def _moved(run: _Element) -> bool:
    line = run.getparent()
    block = line.getparent() if line is not None else None
    stk = block.getparent() if block is not None else None
    if line is None or block is None or stk is None or stk.tag != "Stk" or block.tag != "Exitus" or line[0] is not run:
        return False
    sign = clean(run.text or "").strip()[0]
    in_type = _TYPE[sign] in run.get("formaChar", "")
    if not in_type and (sign != "S" or len(line) > 1):
        return False
    before = _before(stk, line)
    if (before and not before.endswith(_ENDED)) or before.endswith(_GOES_ON):
        return False
    if sign != "§":
        return _new_stk(run, stk) if before else _stk_labelled(run, stk)
    return _new_paragraph(run, _cut(run), stk) if before else _paragraph_labelled(run, stk)


def _before(stk: _Element, line: _Element) -> str:
    """The text of the stykke before the line, without its label."""
    text = ""
    for each in stk.iter("Linea"):
        if each is line:
            break
        text += "".join([char.text or "" for char in each.iter("Char")])
    return clean(text).strip()


def _stk_labelled(run: _Element, stk: _Element) -> bool:
    """The label is the first thing in a stykke that has none."""
    if stk[0].tag == "Explicatus":
        return False
    _label(run, stk)
    return True


def _paragraph_labelled(run: _Element, stk: _Element) -> bool:
    """The label is the first thing in a paragraph that has none, or in new text that should have been a paragraph."""
    around = stk.getparent()
    if around is None:
        return False
    if around.tag in _PARAGRAPHS and around[0] is stk:
        _label(run, around)
        return True
    if stk[0].tag == "Explicatus" or not any(each.tag == "AendringNyTekst" for each in stk.iterancestors()):
        return False
    return _new_paragraph(run, stk, stk)


def _new_stk(run: _Element, stk: _Element) -> bool:
    step = labels.step(run.text or "", "Stk")
    before = labels.step(stk.findtext("Explicatus") or "Stk. 1.", "Stk")
    if step is None or before is None or not _follows(before.number, step.number):
        return False
    new = _cut(run)
    stk.addnext(new)
    _label(run, new)
    return True


def _new_paragraph(run: _Element, first: _Element, stk: _Element) -> bool:
    """A paragraph of its own: `first` is its first stykke, and the stykker after `stk` are its other ones."""
    around = stk.getparent()
    if around is None:
        return False
    new = etree.Element("Paragraf")
    following = [each for each in stk.itersiblings() if each.tag == "Stk"]
    (around if around.tag in _PARAGRAPHS else stk).addnext(new)
    new.append(first)
    new.extend(following)
    _label(run, new)
    return True


def _cut(run: _Element) -> _Element:
    """A new stykke with the line of `run` and all that follows it in the old one."""
    line = next(run.iterancestors("Linea"))
    block = next(line.iterancestors("Exitus"))
    blocks = list(block.itersiblings())
    new = etree.Element("Stk")
    opened = etree.SubElement(new, "Exitus")
    opened.extend([line, *line.itersiblings()])
    new.extend(blocks)
    return new


def _label(run: _Element, holder: _Element) -> None:
    """Make the run the label of `holder`."""
    line = run.getparent()
    label = etree.Element("Explicatus")
    label.text = run.text
    if line is not None:
        line.remove(run)
        block = line.getparent()
        if len(line) == 0 and block is not None:
            block.remove(line)
    holder.insert(0, label)


def _follows(before: str, number: str) -> bool:
    last, first = re.findall(r"\d+", before), re.findall(r"\d+", number)
    return bool(last and first) and int(first[0]) == int(last[-1]) + 1
