"""A copy of a Word file with a comment at each finding; its text and everything else stays as it was.

Word has comments in the body only: one on a header, footer, note or text box stands in the body, and says where.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from lawtext.drafting import packages
from lawtext.drafting.findings.finding import Finding, Part, in_order
from lawtext.drafting.findings.word import DOCUMENT, Paragraph, W, WordFile, pieces

_AUTHOR, _INITIALS = "lawtext", "LT"
_NAMESPACE = W.strip("{}")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS_OF_DOCUMENT = "word/_rels/document.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACES = {
    Part.HEADER: "I sidehovedet",
    Part.FOOTER: "I sidefoden",
    Part.FOOTNOTE: "I fodnoten",
    Part.ENDNOTE: "I slutnoten",
    Part.TEXT_BOX: "I tekstboksen",
}


def write(content: bytes, name: str, findings: Iterable[Finding]) -> bytes:
    """The Word file `content` with the findings as comments. `name` is for messages; the same input, the same bytes.

    Raises UnusableInputError for what is no Word file.
    """
    word = WordFile(content, name)
    known = {(paragraph.part, paragraph.number): paragraph for paragraph in word.paragraphs()}
    if not known:
        return content
    place, root = _comments_of(word)
    first = next(iter(known.values()))
    unused = max((int(each.get(f"{W}id", "0")) for each in root), default=-1) + 1
    for key, finding in enumerate(in_order(findings), start=unused):
        paragraph = known.get((finding.spot.part, finding.spot.paragraph), first)
        _mark(paragraph, finding, str(key))
        root.append(_comment(finding, paragraph, str(key)))
    return _written(word, place, root)


def _written(word: WordFile, place: str, root: _Element) -> bytes:
    parts = dict(word.parts)
    parts[DOCUMENT] = _packed(DOCUMENT, word.document)
    if place not in parts:
        _introduce(word, parts, place)
    parts[place] = _packed(place, root)
    return packages.write(parts.values())


def _packed(name: str, root: _Element) -> packages.Part:
    return packages.deflated(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# The part of comments


def _comments_of(word: WordFile) -> tuple[str, _Element]:
    """Where the file has its comments, or is to have them, and those it has."""
    if _RELATIONS_OF_DOCUMENT in word.parts:
        for relation in word.tree(_RELATIONS_OF_DOCUMENT):
            target = relation.get("Target") or ""
            place = target.lstrip("/") if target.startswith("/") else f"word/{target}"
            if relation.get("Type") == f"{_OFFICE}/comments" and place in word.parts:
                return place, word.tree(place)
    place = "word/comments.xml"
    while place in word.parts:
        place = place.replace(".xml", "1.xml")
    return place, etree.Element(f"{W}comments", nsmap={"w": _NAMESPACE})


def _introduce(word: WordFile, parts: dict[str, packages.Part], place: str) -> None:
    """Tell the package of a new part."""
    if _RELATIONS_OF_DOCUMENT in parts:
        relations = word.tree(_RELATIONS_OF_DOCUMENT)
    else:
        relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    taken = {relation.get("Id") for relation in relations}
    key = next(each for number in range(len(taken) + 1) if (each := f"rLawtextComments{number}") not in taken)
    target = place.removeprefix("word/")
    attributes = {"Id": key, "Type": f"{_OFFICE}/comments", "Target": target}
    etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", attributes)
    parts[_RELATIONS_OF_DOCUMENT] = _packed(_RELATIONS_OF_DOCUMENT, relations)
    types = word.tree(_CONTENT_TYPES)
    etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{place}", "ContentType": _KIND})
    parts[_CONTENT_TYPES] = _packed(_CONTENT_TYPES, types)


def _comment(finding: Finding, paragraph: Paragraph, key: str) -> _Element:
    comment = etree.Element(f"{W}comment", {f"{W}id": key, f"{W}author": _AUTHOR, f"{W}initials": _INITIALS})
    for line in _lines(finding, paragraph):
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        if len(comment) == 1:
            etree.SubElement(run, f"{W}annotationRef")
        text = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
        text.text = line
    return comment


def _lines(finding: Finding, paragraph: Paragraph) -> Iterator[str]:
    where = ""
    if paragraph.element is not paragraph.anchor:
        text = " ".join((finding.spot.text or paragraph.text).split())
        where = f"{_PLACES[paragraph.part]}, »{text}«: "
    yield f"{finding.level.capitalize()}: {where}{finding.says}"
    if finding.suggestion:
        yield f"Forslag: {finding.suggestion}"


# The marks in the body


def _mark(paragraph: Paragraph, finding: Finding, key: str) -> None:
    """Set the comment's marks around the finding's words, or around the whole paragraph."""
    in_place = paragraph.element is paragraph.anchor and finding.spot.text
    runs = _runs_of(paragraph.element, finding.spot.start, finding.spot.end) if in_place else ()
    runs = runs or tuple(_whole(paragraph.anchor))
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": key})
    if not runs:
        paragraph.anchor.append(reference)
        return
    first, last = _around_fields(paragraph.anchor, runs[0], runs[-1])
    first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": key}))
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": key})
    last.addnext(end)
    end.addnext(reference)


def _around_fields(paragraph: _Element, first: _Element, last: _Element) -> tuple[_Element, _Element]:
    """Where marks around the runs stand outside fields: LibreOffice prints a comment in a field's result as text."""
    at = {element: number for number, element in enumerate(paragraph.iter())}
    for begin, end in _fields(paragraph):
        if at[begin] <= at[first] <= at[end]:
            first = begin
        if at[begin] <= at[last] <= at[end]:
            last = end
    simple = (next(run.iterancestors(f"{W}fldSimple"), run) for run in (first, last))
    return next(simple), next(simple)


def _fields(paragraph: _Element) -> Iterator[tuple[_Element, _Element]]:
    """The first and last run of each field that begins and ends in the paragraph, the inner before the outer."""
    opened: list[_Element] = []
    for mark in paragraph.iter(f"{W}fldChar"):
        run, kind = mark.getparent(), mark.get(f"{W}fldCharType")
        if run is not None and run.tag == f"{W}r" and kind == "begin":
            opened.append(run)
        elif run is not None and run.tag == f"{W}r" and kind == "end" and opened:
            yield opened.pop(), run


def _whole(paragraph: _Element) -> Iterator[_Element]:
    for piece in pieces(paragraph):
        run = piece.element.getparent()
        if run is not None:
            yield run


def _runs_of(paragraph: _Element, start: int, end: int) -> Sequence[_Element]:
    """The runs that show exactly the characters from `start` to `end`; runs are divided where they show more."""
    _divide(paragraph, end)
    _divide(paragraph, start)
    found, at = [], 0
    for piece in pieces(paragraph):
        run = piece.element.getparent()
        if start <= at and at + len(piece.text) <= end and piece.text and run is not None:
            found.append(run)
        at += len(piece.text)
    return found


def _divide(paragraph: _Element, offset: int) -> None:
    """Let a run begin at the offset, if one of the paragraph's runs goes on over it."""
    at = 0
    for element, text in pieces(paragraph):
        if at <= offset < at + len(text):
            _run_from(_divided_text(element, offset - at) if offset > at else element)
            return
        at += len(text)


def _divided_text(element: _Element, offset: int) -> _Element:
    """The second half of a w:t cut in two."""
    text = element.text or ""
    rest = etree.Element(f"{W}t", {_SPACE: "preserve"})
    rest.text = text[offset:]
    element.text = text[:offset]
    element.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _run_from(element: _Element) -> None:
    """Move an element and what follows it in its run into a run of its own with the same properties."""
    run = element.getparent()
    if run is None or run.tag != f"{W}r":
        return
    properties = run.find(f"{W}rPr")
    if all(child is properties for child in element.itersiblings(preceding=True)):
        return
    new = etree.Element(f"{W}r")
    for name, value in run.attrib.items():
        new.set(name, value)
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend([element, *element.itersiblings()])
    run.addnext(new)
