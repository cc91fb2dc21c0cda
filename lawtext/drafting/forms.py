"""Files that people fill in: YAML or a table's row to typed values, every fault told at once with its place.

A field's value is a text until its type is asked: "3. september 2018" and "2018-09-03" are both a date. An unknown
field is told with the nearest right one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct, inspect

from lawtext.errors import UnusableInputError, why
from lawtext.typed_yaml import not_yaml
from lawtext.wording import dates

Paragraphs = tuple[str, ...]
"""Running text, a paragraph each. In a file: a list, or one text with blank lines between the paragraphs."""

Place = Callable[[str], str]
"""From a field's dotted name to the words that say where it stands: "sag.yaml, linje 7"."""

Reader = Callable[[Any], Any]
"""From a value as written to the field's own."""

T = TypeVar("T")

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0, and so a Word file, can't hold."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: a name could make the rest of its line read backwards."""

_COUNTED = re.compile(r"[34]\d{4}")
"""A day as spreadsheets count them, from 1982 to 2036: what is left of a date in a cell without a date format."""
_DAY_NOUGHT = date(1899, 12, 30).toordinal()

_LARGEST = 5_000_000
_DEEPEST = 8
_MOST_VALUES = 20_000
_MOST_EVENTS = 100_000
_NESTS = {"MappingStartEvent": 1, "SequenceStartEvent": 1, "MappingEndEvent": -1, "SequenceEndEvent": -1}
"""YAML's events → what they add to the depth. By name: the types cost an import."""
_NOTHING = ("", "~", "null", "Null", "NULL")
_YES_NO = {"ja": True, "true": True, "yes": True, "nej": False, "false": False, "no": False}


class Field(Struct, frozen=True):
    """One field of a type: what one value is, whether there are many of them, and whether it must be there."""

    of: Any
    many: bool
    required: bool


def read_yaml(path: Path) -> tuple[dict[str, Any], Place]:
    """The values of a YAML file, every scalar as its text, and where each field stands.

    Raises UnusableInputError for what is no YAML, has a field twice, or is no mapping.
    """
    import yaml  # noqa: PLC0415 - 25 ms that commands without YAML need not pay

    text = _text(path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _require_small(yaml.parse(text, Loader=loader), path.name)
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise not_yaml(error, text, path.name) from error
    lines: dict[str, int] = {}
    values = _plain(node, "", lines, path.name, 0) if node is not None else {}
    if not isinstance(values, dict):
        raise UnusableInputError(f"{path.name}, linje 1: filen skal være felter med værdier, fx »municipality: …«.")
    return values, lambda field: f"{path.name}, linje {_line(lines, field)}"


def fill(type_: type[T], values: Mapping[str, Any], place: Place) -> T:
    """The values as `type_`. Raises UnusableInputError with one line for each fault."""
    faults: list[str] = []
    made = _struct(type_, values, "", place, faults)
    if faults:
        raise UnusableInputError("\n".join(faults))
    return cast("T", made)


@lru_cache(maxsize=64)
def fields(type_: Any) -> dict[str, Field]:
    """The fields of a struct type by name."""
    return {field.name: _field(field) for field in msgspec.structs.fields(type_)}


def dotted_fields(type_: Any, outer: str = "") -> dict[str, Field]:
    """The fields of a struct type and of the structs in it, by dotted name; a list of structs counts as one field."""
    found: dict[str, Field] = {}
    for name, field in fields(type_).items():
        inner = has_fields(field)
        found |= dotted_fields(field.of, f"{outer}{name}.") if inner else {f"{outer}{name}": field}
    return found


def has_fields(field: Field) -> bool:
    """Whether the field is one struct, whose own fields have names of their own."""
    return _is_struct(field.of) and not field.many


def item_parts(field: Field) -> tuple[str, ...]:
    """The fields of each item, for a list of structs; () for any other field."""
    return tuple(fields(field.of)) if field.many and _is_struct(field.of) else ()


def _field(field: msgspec.structs.FieldInfo) -> Field:
    info = inspect.type_info(field.type)
    options = info.types if isinstance(info, inspect.UnionType) else (info,)
    found = next(option for option in options if not isinstance(option, inspect.NoneType))
    many = isinstance(found, inspect.VarTupleType)
    one = found.item_type if isinstance(found, inspect.VarTupleType) else found
    return Field(getattr(one, "cls", None) or _INSPECTED[type(one)], many, field.required)


_INSPECTED: dict[Any, Any] = {
    inspect.StrType: str,
    inspect.DateType: date,
    inspect.IntType: int,
    inspect.BoolType: bool,
}


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Struct)


def _struct(type_: Any, values: Any, outer: str, place: Place, faults: list[str]) -> Any:
    here = outer.rstrip(".")
    if not isinstance(values, Mapping):
        faults.append(f"{place(here)}: »{here}« skal have felter under sig.")
        return None
    known = fields(type_)
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            faults.append(f"{place(f'{outer}{name}')}: {_unknown(str(name), known)}")
        elif value not in (None, "", [], {}):
            made[name] = _value(known[name], value, f"{outer}{name}", place, faults)
    missing = [name for name, field in known.items() if field.required and name not in made]
    faults += [f"{place(here)}: feltet »{outer}{name}« mangler." for name in missing]
    return None if missing else type_(**made)


def _value(field: Field, value: Any, dotted: str, place: Place, faults: list[str]) -> Any:
    if _is_struct(field.of):
        if field.many:
            items = value if isinstance(value, list) else [value]
            return tuple(_struct(field.of, item, f"{dotted}[{at}].", place, faults) for at, item in enumerate(items, 1))
        return _struct(field.of, value, f"{dotted}.", place, faults)
    try:
        return reader(field)(value)
    except ValueError as error:
        faults.append(f"{place(dotted)}: »{dotted}« {error}.")
        return None


@lru_cache(maxsize=512)
def reader(field: Field) -> Reader:
    """What reads a value of a field that `has_fields` is not true of: a text, texts, or structs where there are many.

    It raises ValueError that says in Danish what is wrong with the value, as the end of a sentence, without the value:
    a name in the wrong column is personal data in an error message.
    """
    if _is_struct(field.of):
        return partial(_structs, field.of)
    one = _READERS.get(field.of) or _member(field.of)
    if field.many:
        return _paragraphs if field.of is str else partial(_many, one)
    return one


def _paragraphs(value: Any) -> Paragraphs:
    return tuple(filter(None, map(_text_of, _listed(value))))


def _many(one: Reader, value: Any) -> tuple[Any, ...]:
    return tuple(one(item) for item in _listed(value) if str(item).strip())


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
        return text.split("\n\n")
    if not isinstance(value, list):
        raise ValueError("skal være en tekst eller en liste af tekster")  # noqa: TRY004 - a fault of the file
    return [item for item in value if item is not None]


def _structs(type_: Any, value: Any) -> tuple[Any, ...]:
    faults: list[str] = []
    items = value if isinstance(value, list) else [value]
    made = tuple(
        _struct(type_, item, f"{at}.", lambda field: f"nr. {field}", faults) for at, item in enumerate(items, 1)
    )
    if faults:
        raise ValueError("; ".join(fault.rstrip(".") for fault in faults))
    return made


def _text_of(value: Any) -> str:
    """The value's text with single spaces."""
    if not isinstance(value, str):
        raise ValueError("skal være én værdi, ikke en liste eller felter")  # noqa: TRY004 - a fault of the file
    # Most values of a table are like this; what isn't printable may be a line break, or what is refused below.
    if value.isprintable() and "  " not in value and value[:1] != " " and value[-1:] != " ":
        return value
    if bad := NO_XML.search(value):
        raise ValueError(f"indeholder kontroltegnet U+{ord(bad[0]):04X}; slet det")
    if bad := _TURNS.search(value):
        raise ValueError(f"indeholder et usynligt tegn, U+{ord(bad[0]):04X}, der vender teksten; slet det")
    return " ".join(value.split())


def _date(value: Any) -> date:
    text = _text_of(value)
    found = _dated(text)
    if found is None and _COUNTED.fullmatch(text):
        counted = date.fromordinal(_DAY_NOUGHT + int(text))
        raise ValueError(
            f"er et regnearks tal for dagen {counted}: »{text}«; giv kolonnen datoformat, eller skriv dagen"
        )
    if found is None:
        raise ValueError("er ingen dato; skriv fx 2018-09-03 eller 3. september 2018")
    return found


@lru_cache(maxsize=4096)
def _dated(text: str) -> date | None:
    """A table says the same few days in row after row."""
    return dates.read(text)


def _number(value: Any) -> int:
    text = _text_of(value)
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise ValueError("skal være et helt tal")
    return int(text)


def _choice(choices: Mapping[str, Any], said: str) -> Reader:
    def read(value: Any) -> Any:
        text = _text_of(value)
        if text.lower() not in choices:
            raise ValueError(f"skal være {said}")
        return choices[text.lower()]

    return read


def _member(kind: type[Enum]) -> Reader:
    choices = {str(getattr(item, "danish", item.value)): item for item in kind}
    return _choice(choices, f"et af: {', '.join(choices)}")


_READERS: Mapping[Any, Reader] = {str: _text_of, date: _date, int: _number, bool: _choice(_YES_NO, "ja eller nej")}


def unknown_type(kind: str, field: str, types: Mapping[str, Any]) -> str:
    """What is wrong with a type, named in `field`, that is none of `types`: a sentence with the nearest right one."""
    listed = ", ".join(types)
    if not kind:
        return f"feltet »{field}« mangler; skriv typen, en af: {listed}."
    near = get_close_matches(kind, types, n=1, cutoff=0.6)
    advice = f"Mente du »{near[0]}«?" if near else f"Typer: {listed}."
    return f"typen »{kind}« findes ikke. {advice}"


def _unknown(name: str, known: Mapping[str, Field]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f" Mente du »{near[0]}«?" if near else f" Felterne er: {', '.join(known)}."
    return f"feltet »{name}« findes ikke.{advice}"


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UnusableInputError(
                f"{path.name}: filen er større end {_LARGEST // 1_000_000} MB; er det den rigtige?"
            )
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UnusableInputError(f"{path}: filen kan ikke læses ({why(error)}); se efter stien.") from error
    except UnicodeDecodeError as error:
        raise UnusableInputError(f"{path.name}: filen er ikke UTF-8-tekst; gem den som UTF-8.") from error


def _require_small(events: Iterable[Any], name: str) -> None:
    """Refuse a file that nests too deep or holds too much, before it is composed: that recurses in C."""
    depth = 0
    for count, event in enumerate(events):
        depth += _NESTS.get(type(event).__name__, 0)
        if depth > _DEEPEST or count > _MOST_EVENTS:
            raise _too_much(name, event.start_mark.line + 1)


def _too_much(name: str, line: int) -> UnusableInputError:
    return UnusableInputError(f"{name}, linje {line}: der er for mange felter, eller de ligger for dybt i hinanden.")


def _plain(node: Any, dotted: str, lines: dict[str, int], name: str, depth: int) -> Any:
    """The node's value with texts at its ends. Depth and number are bounded, so that aliases can't grow the file."""
    line = node.start_mark.line + 1
    lines.setdefault(dotted, line)
    if depth > _DEEPEST or len(lines) > _MOST_VALUES:
        raise _too_much(name, line)
    if node.id == "scalar":
        return None if node.style is None and node.value in _NOTHING else node.value
    if node.id == "sequence":
        items = enumerate(node.value, 1)
        return [_plain(item, f"{dotted}[{at}]", lines, name, depth + 1) for at, item in items]
    values: dict[str, Any] = {}
    for key, value in node.value:
        if key.id != "scalar":
            raise UnusableInputError(
                f"{name}, linje {key.start_mark.line + 1}: et felts navn skal være et ord; sæt teksten i anførselstegn."
            )
        inner = f"{dotted}.{key.value}" if dotted else str(key.value)
        if str(key.value) in values:
            raise UnusableInputError(f"{name}, linje {key.start_mark.line + 1}: feltet »{inner}« står to gange.")
        values[str(key.value)] = _plain(value, inner, lines, name, depth + 1)
        lines[inner] = key.start_mark.line + 1
    return values


_INNERMOST = re.compile(r"\.?[^.\[]*$|\[\d+\]$")
"""The last step of a field's dotted name: ".name", or "[2]" of a list."""


def _line(lines: Mapping[str, int], field: str) -> int:
    while field and field not in lines:
        field = _INNERMOST.sub("", field)
    return lines.get(field, 1)
