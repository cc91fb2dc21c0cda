"""Labels that the source has put into the text ("§ 16 b." in bold as a line of § 16 a), moved to where labels stand.

Only what is printed as a label counts: a line that is nothing else, or opens in the label's own type (bold "§ 5.",
italic "Stk. 2."), after a sentence that has ended; a block of text in § 29 g that opens "§ 29 h. Ord"; and blocks that
count ("1) ord", "2) ord") after words that go on in them. A label that stands alone in a paragraph is that of the next
one, which has none. What follows a label goes along. No character is changed.
"""

import re
from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element

from lawtext.law.ids import Step
from lawtext.reading.lexdania_elements import text_of
from lawtext.reading.list_labels import follows
from lawtext.wording import labels
from lawtext.wording.clean import clean

_LABEL = re.compile(r"\s*(?:§{1,2}\s?\d[^.,;:()]{0,14}|[Ss]tk\.?\s?\d+(?:\s?[-–]\s?\d+|\sog\s\d+)?)\s?\.?\s*")
_TYPE = {"§": "Bold", "S": "Italic", "s": "Italic"}
_ENDED = (".", ":", ")", "«", "!", "?")
_GOES_ON = ("jf.", "jfr.", "nr.")
_PARAGRAPHS = ("Paragraf", "IkraftCentreretParagraf")
_OPENS_PARAGRAPH = re.compile(r"\s*§\s?\d{1,4}(?:\s?[A-Za-z])?\.(?=\s[A-ZÆØÅ])")
_OPENS_ITEM = re.compile(r"\s*(?:\d{1,2}|[a-z])\)(?=\s)")
_REST_OF_LABEL = re.compile(r"\d{1,4}(?:\s?[A-Za-z])?\.(?=\s|$)")
_FULL_STOPS = (".", "!", "?")


def restore(root: _Element) -> int:
    """Move every misplaced label of the document; returns how many were moved."""
    found = [run for run in root.iter("Char") if run.text and len(run.text) < 26 and _LABEL.fullmatch(run.text)]
    stykker = [stk for stk in root.iter("Stk") if len(stk) > 1]
    moved = sum(_moved(run) for run in found) + sum(_listed(stk) + _next_paragraph(stk) for stk in stykker)
    return moved + sum(_of_paragraph(each) for each in list(root.iter(*_PARAGRAPHS)))


# Labels of paragraphs that stand alone, or are cut


def _of_paragraph(paragraph: _Element) -> bool:
    """Give a paragraph the label of the empty one before it, or the rest of its own ("§" and then "46 a. Ord")."""
    label = paragraph.find("Explicatus")
    before = paragraph.getprevious()
    if label is None and len(paragraph) and before is not None and [each.tag for each in before] == ["Explicatus"]:
        paragraph.insert(0, before[0])
        paragraph.getparent().remove(before)  # type: ignore[union-attr]
        return True
    block = paragraph.find("Stk/Exitus")
    if label is None or block is None or (label.text or "").strip() != "§" or not _opening(block, _REST_OF_LABEL):
        return False
    label.text = f"{label.text}{_split_off(block, _REST_OF_LABEL).text}"
    block[0].remove(block[0][0])
    return True


# Labels that are a run of their own


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
    if not _has_ended(before):
        return False
    if sign != "§":
        return _new_stk(run, stk) if before else _stk_labelled(run, stk)
    return _new_paragraph(run, _cut(run), stk) if before else _paragraph_labelled(run, stk)


def _has_ended(before: str) -> bool:
    return (not before or before.endswith(_ENDED)) and not before.endswith(_GOES_ON)


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


# Labels that open a run, and a block with it


def _listed(stk: _Element) -> int:
    """Make lists of blocks that count from 1 or a, after words that go on in them; returns how many labels moved."""
    blocks = [block for block in stk.iterchildren("Exitus") if len(block)]
    moved = 0
    place = 1
    while place < len(blocks):
        items = _counting(blocks[place:])
        if len(items) > 1 and _leads_in(blocks[place - 1]):
            _list_of(items)
            moved += len(items)
        place += max(1, len(items))
    return moved


def _counting(blocks: Iterable[_Element]) -> list[_Element]:
    """The first blocks, as long as they count on from 1 or a."""
    items: list[_Element] = []
    last: Step | None = None
    for block in blocks:
        step = labels.step(_opening(block, _OPENS_ITEM))
        if step is None or not (follows(last, step) if last else step.number in ("1", "a")):
            break
        items.append(block)
        last = step
    return items


def _leads_in(block: _Element) -> bool:
    text = clean(text_of(block)).strip()
    return bool(text) and not text.endswith(_FULL_STOPS) and block.find("Index") is None


def _list_of(blocks: list[_Element]) -> None:
    outer = etree.Element("Exitus")
    blocks[0].addprevious(outer)
    index = etree.SubElement(outer, "Index")
    for block in blocks:
        label = _split_off(block, _OPENS_ITEM)
        item = etree.SubElement(index, "Indentatio")
        item.append(block)
        _label(label, item)


def _next_paragraph(stk: _Element) -> bool:
    """Part a paragraph where a block opens with the label that comes after its own."""
    around = stk.getparent()
    for block in stk.findall("Exitus")[1:]:
        opening = _opening(block, _OPENS_PARAGRAPH)
        own = labels.step(around.findtext("Explicatus") or "") if opening and around is not None else None
        step = labels.step(opening)
        if own and step and follows(own, step) and _has_ended(_before(stk, block[0])):
            label = _split_off(block, _OPENS_PARAGRAPH)
            return _new_paragraph(label, _cut(label), stk)
    return False


def _opening(block: _Element, pattern: re.Pattern[str]) -> str:
    """What the pattern finds at the start of a block of text alone; "" for nothing."""
    run = block.find("Linea/Char")
    match = pattern.match(run.text) if run is not None and run.text else None
    return match[0] if match and block[0][0] is run and block.find("Index") is None else ""


def _split_off(block: _Element, pattern: re.Pattern[str]) -> _Element:
    """A run of its own for what the pattern finds at the start of a block; `_opening` has found it."""
    run = block[0][0]
    label = etree.Element("Char")
    label.text = _opening(block, pattern)
    run.text = (run.text or "")[len(label.text) :]
    run.addprevious(label)
    return label
