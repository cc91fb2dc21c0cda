"""Units in words: "§ 5, stk. 1, nr. 2 og 3, og stk. 4", "§§ 5-7", "2.-4. pkt.".

Source of the form: Vejledning om lovkvalitet 3.4.5 (domain/citation-conventions.md) and what the acts print.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from lawtext.citing.levels import RANK
from lawtext.citing.relative import Unit
from lawtext.law.ids import Step, UnitId, UnitRange, join, order, steps

Members = Callable[[UnitRange], Sequence[UnitId]]
"""The units that a range takes in, in printed order (`Shelf.members` of one edition); () where that is not known."""
Lone = Callable[[UnitId], bool]
"""Whether a § has one stykke only, so that "stk. 1" is left out: "§ 2, nr. 11"."""

_WORDS = {
    "Par": "§",
    "Kap": "kapitel",
    "Afs": "afsnit",
    "Bil": "bilag",
    "UBil": "underbilag",
    "Art": "artikel",
    "Del": "del",
    "Liste": "liste",
    "Punkt": "punkt",
    "Stk": "stk.",
    "Num": "nr.",
    "Lit": "litra",
}
_AFTER = {"Pkt": "pkt.", "Led": "led"}
_ROOTS = ("Par", "Kap", "Afs", "Bil", "UBil", "Art")
_NUMBER = re.compile(r"(\d+)([A-Za-zÆØÅæøå]*)|([IVXLC]+)([ABD-HJKMN-UWYZa-z]|(?<!X)C)")
_CITED = re.compile(r"\d+[A-Za-zÆØÅæøå]{0,2}|[IVXLC]+[A-Za-z]?|[A-Za-zÆØÅæøå]{1,3}|Last(?:ButOne)?")
"""Numbers that can be written; a label like "Tabel 3", or none, can't."""

_NEVER_LETTERED = ("Stk", "Pkt")


class _Node:
    """A step with the steps cited below it; `to` makes it a range, `whole` says that it is itself cited."""

    def __init__(self, level: str, number: str, to: str = "") -> None:
        self.level, self.number, self.to = level, number, to
        self.whole = False
        self.below: list[_Node] = []

    @property
    def plain(self) -> bool:
        return not self.below

    @property
    def is_inner_stk1(self) -> bool:
        """Whether it is a stk. 1 cited only for something in it."""
        return (self.level, self.number, self.to) == ("Stk", "1", "") and not self.plain


def units_in_words(units: Iterable[Unit], members: Members | None = None, lone: Lone | None = None) -> str:
    """The units alone: "§ 5, stk. 1, og § 6". Raises ValueError for a unit that has no citation form."""
    return with_close(list(units), members, lone)[0]


def with_close(units: Sequence[Unit], members: Members | None, lone: Lone | None) -> tuple[str, bool]:
    """The words, and whether the chain ends inside a paragraph, so that a comma closes it.

    Raises ValueError for a unit that has no citation form.
    """
    roots = _tree(units, members)
    parts: list[str] = []
    closes = False
    for _, run in groupby(roots, key=lambda node: node.level):
        for texts, last in _siblings(list(run), lone):
            parts.append(texts)
            closes = last
    return listed(parts), closes


def _tree(units: Sequence[Unit], members: Members | None) -> list[_Node]:
    roots: list[_Node] = []
    for unit in units:
        first = unit.first if isinstance(unit, UnitRange) else unit
        chain = steps(first)
        if chain[0].level not in _ROOTS:
            raise ValueError(f"{first!r} has no citation form")
        siblings, node = roots, None
        for step in chain[:-1]:
            node = _child(siblings, step)
            siblings = node.below
        to = steps(unit.last)[-1].number if isinstance(unit, UnitRange) else ""
        _child(siblings, chain[-1], to).whole = True
    return _arranged(roots, (), members)


def _child(siblings: list[_Node], step: Step, to: str = "") -> _Node:
    if (step.level not in _WORDS and step.level not in _AFTER) or not _CITED.fullmatch(step.number):
        raise ValueError(f"{step.level}{step.number} has no citation form")
    for node in siblings:
        if (node.level, node.number, node.to) == (step.level, step.number, to):
            return node
    node = _Node(step.level, step.number, to)
    siblings.append(node)
    return node


def _arranged(nodes: list[_Node], above: tuple[Step, ...], members: Members | None) -> list[_Node]:
    """Each level's nodes in the order of their numbers, runs made ranges; a node cited with and without parts is two.

    Annexes come last; below the § the innermost level comes first, so that nothing seems to hang on what stands before
    it: "stk. 1, 1. pkt., og nr. 1", not "stk. 1, nr. 1 og 1. pkt.".
    """
    found: list[_Node] = []
    levels = sorted(
        dict.fromkeys(node.level for node in nodes),
        key=lambda level: -RANK[level] if above else level in ("Bil", "UBil"),
    )
    for level in levels:
        row = sorted(
            (node for node in nodes if node.level == level), key=lambda node: (_key(node.number), _key(node.to))
        )
        split: list[_Node] = []
        for node in row:
            if node.whole and node.below:
                split.append(_Node(node.level, node.number, node.to))
            node.below = _arranged(node.below, (*above, Step(node.level, node.number)), members)
            split.append(node)
        found.extend(_collapsed(split, above, members))
    return found


def _key(number: str) -> tuple[int, tuple[int, ...]]:
    return (10**6, ()) if number in ("Last", "LastButOne") else order(number)


def _collapsed(row: list[_Node], above: tuple[Step, ...], members: Members | None) -> list[_Node]:
    found: list[_Node] = []
    at = 0
    while at < len(row):
        end = at
        while end + 1 < len(row) and _runs(row[at : end + 2], above, members):
            end += 1
        if end - at >= 2:
            found.append(_Node(row[at].level, row[at].number, row[end].number))
        else:
            found.extend(row[at : end + 1])
        at = end + 1
    return found


def _runs(row: list[_Node], above: tuple[Step, ...], members: Members | None) -> bool:
    """Whether a row of plain nodes is all that lies between its ends."""
    if any(node.to or node.below or node.number in ("Last", "LastButOne") for node in row):
        return False
    level = row[0].level
    if level in _NEVER_LETTERED and all(node.number.isdigit() for node in row):
        return [int(node.number) for node in row] == list(range(int(row[0].number), int(row[0].number) + len(row)))
    if members is None:
        return False
    ids = [join(*above, Step(level, node.number)) for node in row]
    return list(members(UnitRange(ids[0], ids[-1]))) == ids


def _siblings(row: list[_Node], lone: Lone | None) -> list[tuple[str, bool]]:
    """The texts of root nodes of one level, plain ones together ("§§ 5 og 6"), each with whether it ends inside."""
    found: list[tuple[str, bool]] = []
    for (plain, _), run in groupby(row, key=lambda node: (node.plain, node.number[:1].isdigit())):
        nodes = list(run)
        if plain:
            found.append((_plain(nodes), False))
        else:
            found.extend((_whole(node, lone), True) for node in nodes)
    return found


def _plain(nodes: list[_Node]) -> str:
    """Nodes of one level without parts: "stk. 1, 2 og 4", "§§ 5-7", "2.-4. pkt."."""
    level = nodes[0].level
    if level in _AFTER:
        if nodes[-1].number in ("Last", "LastButOne"):
            numbers = [_ordinal(node) for node in nodes]
            return f"{listed(numbers)} {_AFTER[level]}"
        return f"{listed([_ordinal(node) for node in nodes])} {_AFTER[level]}"
    several = len(nodes) > 1 or bool(nodes[0].to)
    word = "§§" if level == "Par" and several else _WORDS[level]
    return f"{word} {listed([_number(node) for node in nodes])}"


def _ordinal(node: _Node) -> str:
    if node.number in ("Last", "LastButOne"):
        return {"Last": "sidste", "LastButOne": "næstsidste"}[node.number]
    return f"{node.number}.-{node.to}." if node.to else f"{node.number}."


def _number(node: _Node) -> str:
    return f"{_spaced(node.number)}-{_spaced(node.to)}" if node.to else _spaced(node.number)


def _spaced(number: str) -> str:
    match = _NUMBER.fullmatch(number)
    if match is None:
        return number
    return f"{match[1] or match[3]} {match[2] or match[4] or ''}".rstrip()


def _whole(node: _Node, lone: Lone | None, path: tuple[Step, ...] = ()) -> str:
    """A node with its parts: "§ 5, stk. 1, nr. 2 og 3, og stk. 4"."""
    here = (*path, Step(node.level, node.number))
    return f"{_plain([node])}, {_parts(node, here, lone)}"


def _parts(node: _Node, here: tuple[Step, ...], lone: Lone | None) -> str:
    below = node.below
    if lone is not None and len(below) == 1 and below[0].is_inner_stk1 and lone(join(*here)):
        return _parts(below[0], (*here, Step("Stk", "1")), lone)
    texts: list[str] = []
    for level, run in groupby(below, key=lambda child: child.level):
        row = list(run)
        if level not in _AFTER and len(row) > 1 and all(child.plain for child in row[:-1]) and not row[-1].plain:
            texts.append(f"{_plain(row)}, {_parts(row[-1], (*here, Step(level, row[-1].number)), lone)}")
            continue
        for plain, group in groupby(row, key=lambda child: child.plain):
            nodes = list(group)
            if plain:
                texts.append(_plain(nodes))
            else:
                texts.extend(_whole(child, lone, here) for child in nodes)
    return listed(texts)


def listed(parts: Sequence[str]) -> str:
    """ "a, b og c"; a comma before "og" where the part before it is itself a list or a chain."""
    if len(parts) < 2:
        return "".join(parts)
    before = parts[-2]
    inner = "," in before or " og " in before or before.endswith("pkt.")
    return f"{', '.join(parts[:-1])}{', og ' if inner else ' og '}{parts[-1]}"
