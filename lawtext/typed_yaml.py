"""YAML that a lawyer corrects, read into types; a wrong field is told by file and line."""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lawtext.errors import UnusableInputError, why

T = TypeVar("T")

_STEP = re.compile(r"\[(?P<index>\d+|\.\.\.)\]|\.(?P<key>[^.\[\]]+)")


def load(path: Path, type_: type[T]) -> T:
    """The file as `type_`. Raises UnusableInputError with file, line and what is wrong."""
    import yaml  # noqa: PLC0415 - 25 ms that commands without YAML need not pay

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableInputError(f"{path}: filen kan ikke læses ({why(error)}); se efter stien.") from error
    except UnicodeDecodeError as error:
        raise UnusableInputError(f"{path}: filen er ikke UTF-8-tekst; gem den som UTF-8.") from error
    loader = _loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        found = yaml.load(text, Loader=loader)
        if found is None:
            raise UnusableInputError(f"{path}: filen er tom.")
        return msgspec.convert(found, type_, strict=False)
    except yaml.YAMLError as error:
        raise not_yaml(error, text, str(path)) from error
    except _TwiceError as error:
        raise UnusableInputError(f"{path}, {error}") from error
    except msgspec.ValidationError as error:
        said, _, place = str(error).partition(" - at `")
        line = _line(yaml.compose(text, Loader=loader), place.rstrip("`"), said)
        raise UnusableInputError(f"{path}, linje {line}: {_danish(said)}") from error


class _TwiceError(Exception):
    """A field that stands twice: YAML would keep the last and say nothing."""


def not_yaml(error: Exception, text: str, name: str) -> UnusableInputError:
    """The error of a text that PyYAML has refused with this YAMLError: file, line, and what to do, in Danish."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    said = getattr(error, "problem", "") or getattr(error, "reason", "") or str(error)
    if mark and any(at.startswith("\t", mark.column) for at in text.split("\n")[mark.line : mark.line + 1]):
        said = "tab character"
    advice = next((danish for english, danish in _PROBLEMS if english in said), said)
    return UnusableInputError(f"{name}, linje {line}: ikke gyldig YAML ({advice}).")


_PROBLEMS = (
    ("control characters", "et kontroltegn; slet det"),
    ("tab character", "en tabulator; ryk ind med mellemrum"),
    (
        "mapping values are not allowed",
        "et kolon, hvor det ikke kan stå; ret indrykningen, eller sæt teksten i anførselstegn",
    ),
    ("could not find expected ':'", "der mangler et kolon efter feltets navn"),
    ("expected key", "indrykningen eller anførselstegnene passer ikke med linjen over"),
    ("expected '-'", "indrykningen passer ikke med listens andre linjer"),
    ("expected ',' or", "en parentes er ikke lukket, eller et komma mangler"),
    ("unexpected end of stream", "et anførselstegn er ikke lukket"),
    ("document separator", "et anførselstegn er ikke lukket"),
    ("another document", "filen har flere dele; slet linjen med ---"),
    ("expected <document start>", "der står noget efter filens slutning; slet det"),
    ("undefined alias", "en tekst, der begynder med *; sæt den i anførselstegn"),
    ("alphabetic or numeric", "en tekst, der begynder med * eller &; sæt den i anførselstegn"),
    ("cannot start any token", "en tekst, der begynder med et særligt tegn; sæt den i anførselstegn"),
    ("escape", "en omvendt skråstreg i anførselstegn; skriv den to gange"),
    ("comment or line break", "efter | eller > kan der ikke stå tekst på samme linje"),
    ("block scalar", "efter | eller > kan der ikke stå tekst på samme linje"),
    ("recursive", "et felt, der henviser til sig selv"),
)
"""Words of what PyYAML and libyaml say → what is wrong and what to do."""


def _loader(loader: Any) -> Any:
    """The loader with dates left as texts, so that 2017-13-01 is a wrong field with a line, and no field told twice."""

    def once(self: Any, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise _TwiceError(f"linje {key.start_mark.line + 1}: feltet »{key.value}« står to gange; slet det ene.")
            seen.add(str(key.value))
        return loader.construct_mapping(self, node, deep)

    resolvers = {
        first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
        for first, found in loader.yaml_implicit_resolvers.items()
    }
    return type("Loader", (loader,), {"yaml_implicit_resolvers": resolvers, "construct_mapping": once})


def _line(node: Any, place: str, said: str) -> int:
    """The line (from 1) of what msgspec calls `$.networks[3].members[0]`."""
    for step in _STEP.finditer(place):
        after = _inside(node, step)
        if after is None:
            break
        node = after
    unknown = re.search(r"unknown field `(?P<name>[^`]+)`", said)
    if unknown and isinstance(node.value, list):
        node = next((key for key, _ in _pairs(node) if key.value == unknown["name"]), node)
    return int(node.start_mark.line) + 1


def _inside(node: Any, step: re.Match[str]) -> Any:
    if step["index"] is not None:
        items = node.value if isinstance(node.value, list) else []
        return items[int(step["index"])] if step["index"].isdigit() and int(step["index"]) < len(items) else None
    return next((value for key, value in _pairs(node) if key.value == step["key"]), None)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return [pair for pair in node.value if isinstance(pair, tuple)] if isinstance(node.value, list) else []


def _danish(said: str) -> str:
    for pattern, sentence in _SENTENCES:
        if match := pattern.fullmatch(said):
            return sentence.format(*(_in_words(one) for one in match.groups()))
    return f"indholdet er ikke af den ventede form ({said})."


def _in_words(types: str) -> str:
    """The names of types as a person would say them ("array | null"); a field's own name as it is."""
    return " eller ".join(_TYPES.get(one, one) for one in types.split(" | "))


_TYPES = {
    "object": "felter med navne",
    "array": "en liste",
    "str": "tekst",
    "int": "et helt tal",
    "float": "et tal",
    "bool": "ja eller nej",
    "date": "en dato",
    "null": "ingenting",
}
_SENTENCES = (
    (re.compile(r"Object missing required field `(.+)`"), "feltet »{0}« mangler."),
    (re.compile(r"Object contains unknown field `(.+)`"), "feltet »{0}« findes ikke; ret navnet eller slet det."),
    (re.compile(r"Expected `(.+)`, got `(.+)`"), "her ventes {0}, men der står {1}."),
    (re.compile(r"Expected `str` of length >= 1"), "teksten mangler."),
    (re.compile(r"Expected `str` matching regex .+"), "teksten er ikke skrevet som den slags er andre steder i filen."),
    (re.compile(r"Invalid enum value (.+)"), "{0} er ikke en af de værdier, der kan stå her."),
    (re.compile(r"Invalid RFC3339 encoded date"), "datoen findes ikke eller er ikke skrevet som 2018-07-01."),
)
