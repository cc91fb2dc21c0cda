"""The templates that come with the program, and those that people keep: where each lies, and what it declares."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from lawtext import shipped
from lawtext.drafting import opening
from lawtext.drafting.contracts import Templates
from lawtext.drafting.letters import in_act
from lawtext.drafting.linting import declared
from lawtext.drafting.linting.declared import Declared
from lawtext.errors import UnusableInputError, UsageError, why

KINDS = ("decisions", "applications")


class Entry(Struct, frozen=True):
    """A template: its Word file, which of `KINDS` it is, and its contract; None where no YAML stands beside it."""

    path: Path
    kind: str
    contract: Declared | None

    @property
    def content(self) -> bytes:
        """The Word file. Raises UnusableInputError where it can't be read."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise UnusableInputError(f"{self.path}: skabelonen kan ikke læses ({why(error)}).") from error

    @property
    def foreign(self) -> bool:
        """Whether it didn't come with the program, and is only worked on in a process with limits (`confined`)."""
        return not opening.is_own(self.content, self.kind, self.path.name)


def every() -> tuple[Entry, ...]:
    """The program's own templates by kind and name."""
    root = shipped.folder("templates")
    return tuple(
        Entry(path, kind, declared.of_type(root, kind, path.stem))
        for kind in KINDS
        for path in sorted((root / kind).glob("*.docx"))
    )


def cited(entry: Entry) -> tuple[str, ...]:
    """What the contract of one of the program's decisions rests on under any order: "§ 33, stk. 3, i …"."""
    if entry.kind != "decisions":
        return ()
    found: dict[str, None] = {}
    for basis in Templates(entry.path.parent.parent).contract(entry.path.stem).bases:
        for cites in _cites(to_builtins(replace(basis, acts={}))):
            found |= dict.fromkeys(in_act(text, basis.acts[act]) for act, text in cites.items() if act in basis.acts)
    return tuple(found)


def _cites(value: Any) -> Iterator[dict[str, str]]:
    """Every mapping of an act's key to provisions inside a basis; it has no other mapping from texts to texts."""
    if isinstance(value, dict):
        if value and all(isinstance(inner, str) for inner in value.values()):
            yield value
        else:
            for inner in value.values():
                yield from _cites(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _cites(inner)


def find(name: str) -> Entry:
    """The program's template of that type, else the Word file of that name with the YAML beside it.

    Raises UsageError for a name that is neither, UnusableInputError for a YAML that can't be read.
    """
    root = shipped.folder("templates")
    for kind in KINDS:
        if (path := root / kind / f"{name}.docx").is_file():
            return Entry(path, kind, declared.of_type(root, kind, name))
    path = Path(name)
    if not path.is_file():
        raise UsageError(f"»{name}« er hverken en fil eller en af skabelonerne: {', '.join(_names(root))}.")
    if path.suffix.lower() != ".docx":
        raise UsageError(f"{name} er ikke en Word-fil (.docx).")
    return Entry(path, _kind_of(path), _beside(path))


def _names(root: Path) -> Iterator[str]:
    return (path.stem for kind in KINDS for path in sorted((root / kind).glob("*.docx")))


def _kind_of(path: Path) -> str:
    """What the folder says it is; a decision where it says nothing."""
    return "applications" if path.resolve().parent.name in ("applications", "ansøgninger") else "decisions"


def _beside(path: Path) -> Declared | None:
    contract, kind = path.with_suffix(".yaml"), _kind_of(path)
    if not contract.is_file():
        return None
    own = path.resolve().parent
    if own.name in KINDS and (own.parent / "rules").is_dir():
        return declared.of_type(own.parent, kind, path.stem)
    return declared.beside(contract, kind)
