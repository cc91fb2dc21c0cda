"""Names of acts: which there are, what each means when, and where one stands in a text.

A name is compared by its key: lower case, "m.v." and its like left out. Names come from the shelf (`Naming`); the file
they are kept in is read by `load`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from lawtext import typed_yaml
from lawtext.errors import UnusableInputError
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.works import WorkId

_ANNEXED = re.compile(r",? ?(?:\bm\. ?[vm]\.|\bmv\b\.?|\bmm\b\.?|\bm\. ?fl\.)")
_AT_END = re.compile(rf"(?:{_ANNEXED.pattern})+$")
_ANNEXES = ("m.", "mv", "mm")
"""What any of them holds: asked first, for few names have one, and each start and each citation compares names."""
_TITLE_HEADS = ("lov om ", "lov for ", "bekendtgørelse om ", "cirkulære om ")
_LONGEST_HEAD = max(map(len, _TITLE_HEADS))

TITLE_PREFIX = "title:"
"""Work id of an act that is known by title only and not on the shelf: `title:lov om leje`."""


def key(name: str) -> str:
    """What names are compared by.

    >>> key("Lov om kommunernes styrelse m.v.")
    'lov om kommunernes styrelse'
    """
    if any(annex in name for annex in _ANNEXES):
        name = _ANNEXED.sub("", name)
    return " ".join(name.split()).strip(" .,").lower()


class Names:
    """The names of a shelf, arranged for finding and for looking up. Built once, then only read."""

    def __init__(self, namings: Iterable[Naming] = ()) -> None:
        self._meanings: dict[str, list[Naming]] = defaultdict(list)
        titles: dict[str, set[str]] = defaultdict(set)
        self.phrases: list[str] = []
        self.codes: dict[str, str] = {}
        for naming in namings:
            name = key(naming.name)
            if naming not in self._meanings[name]:
                self._meanings[name].append(naming)
            head = next((head for head in _TITLE_HEADS if name.startswith(head)), "")
            if head:
                title = naming.name.lower()
                if title.endswith((".", "v", "m")):
                    title = _AT_END.sub("", title)
                titles[head + _first_word(title[len(head) :])].add(title)
            elif naming.kind is NameKind.ABBREVIATION:
                self.codes[naming.name] = naming.name
            elif not name.endswith(("loven", "lov", "forordningen", "direktivet")) or " " in name:
                self.phrases.append(naming.name)
        self._titles = {head: tuple(sorted(found, key=len, reverse=True)) for head, found in titles.items()}

    def meanings(self, name: str) -> Sequence[Naming]:
        """Every naming of this name, on whatever dates; () for a name that is not on the shelf."""
        return self._meanings.get(key(name), ())

    def works(self) -> tuple[WorkId, ...]:
        """Every work that has a name."""
        return tuple(dict.fromkeys(naming.work for found in self._meanings.values() for naming in found))

    def title_at(self, text: str, start: int) -> int:
        """The end of the longest known title that begins at `start` (with "lov om"), without "m.v."; 0 for none."""
        if not text[start : start + _LONGEST_HEAD].lower().startswith(_TITLE_HEADS):
            return 0
        lowered = text[start : start + 330].lower()
        head = next(head for head in _TITLE_HEADS if lowered.startswith(head))
        word = _first_word(lowered[len(head) :])
        for title in (*self._titles.get(head + word, ()), *self._titles.get(head + word.removesuffix("s"), ())):
            if lowered.startswith(title):
                after = lowered[len(title) : len(title) + 2]
                if not after[:1].isalnum() or (after[:1] == "s" and not after[1:].isalpha()):
                    return start + len(title)
        return 0

    def known(self, text: str) -> Callable[[int], int]:
        """`title_at` for one text."""
        return lambda start: self.title_at(text, start)


def _first_word(rest: str) -> str:
    return rest.partition(" ")[0].rstrip(".,;:()»«")


class _Row(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: NameKind
    source: str
    right: str = ""
    since: date | None = None
    until: date | None = None


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    works: dict[str, tuple[_Row, ...]]


def load(path: Path) -> tuple[Naming, ...]:
    """The names in `names.yaml`. Raises UnusableInputError with file, line and what is wrong."""
    found: list[Naming] = []
    for work, rows in typed_yaml.load(path, _File).works.items():
        for row in rows:
            if said := _fault(row):
                raise UnusableInputError(f"{path}, linje {_line_of(path, work, row.name)}: {said}")
            found.append(Naming(row.name, WorkId(work), row.kind, row.since, row.until, row.right))
    return tuple(found)


def load_titles(path: Path) -> tuple[Naming, ...]:
    """The titles in `titles.tsv`, each a name of a work `title:…` that is not on the shelf, popular names beside them.

    Raises UnusableInputError with file and line where a row has not its three columns.
    """
    found: list[Naming] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or not columns[0]:
            raise UnusableInputError(
                f"{path}, linje {number}: her ventes titel, populærtitel og kilde, adskilt af tabulator."
            )
        work = WorkId(TITLE_PREFIX + columns[0])
        found.append(Naming(columns[0], work, NameKind.OFFICIAL))
        if columns[1]:
            found.append(Naming(columns[1], work, NameKind.POPULAR))
    return tuple(found)


def join(names: Iterable[Naming], titles: Iterable[Naming]) -> tuple[Naming, ...]:
    """All names; a title that `names` has is left out with its popular name.

    Titles that differ in case or in "m.v." only are one act, and so are an act that is printed under its popular name
    alone ("retsplejeloven") and the title that has that popular name ("lov om rettens pleje").
    """
    kept, rows = tuple(names), tuple(titles)
    known = {key(naming.name) for naming in kept}
    popular = {key(naming.name): naming.work for naming in rows if naming.kind is NameKind.POPULAR}
    first: dict[str, WorkId] = {}
    same: dict[WorkId, WorkId] = {}
    for naming in rows:
        name = key(naming.name)
        if naming.kind is NameKind.OFFICIAL and name not in known:
            same[naming.work] = popular.get(name) or first.setdefault(name, naming.work)
    said = (Naming(naming.name, same[naming.work], naming.kind) for naming in rows if naming.work in same)
    return kept + tuple(dict.fromkeys(said))


def _fault(row: _Row) -> str:
    if not key(row.name):
        return "navnet er tomt."
    if row.since and row.until and row.since > row.until:
        return f"»{row.name}« gælder til en dag før den gælder fra; ret since eller until."
    if (row.kind is NameKind.WRONG) != bool(row.right):
        return f"»{row.name}«: et forkert navn (kind: wrong), og kun et sådant, skal have det rigtige i feltet right."
    if row.name.lower().endswith("lovens"):
        return f"»{row.name}« står i genitiv; skriv navnets grundform uden s."
    return ""


def _line_of(path: Path, work: str, name: str) -> int:
    """The line of a name under its work; the first line where it can't be told."""
    lines = path.read_text(encoding="utf-8").splitlines()
    under = next((place for place, line in enumerate(lines) if line.strip(' ":') == work), 0)
    return next((place + 1 for place, line in enumerate(lines) if place > under and name in line), under + 1)
