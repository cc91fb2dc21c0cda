"""Cues: wordings that show what a sentence of an order does, matched by spaCy over marked text.

`cues.yaml` keeps those that tell what a paragraph is, what it waives, and for whom; `effects.yaml` those that tell what
it does with a rule.

A wording is written as it is printed, word by word with spaces around commas:

    a|b      either word                    kan*    any word that begins so
    *plan    any word that ends so          ?en     the word may be missing
    ...      up to eight words              ..3     up to three words (never across a full stop)
    ....     any words of the sentence      STEP    a class of words, by its name in `cue_words.yaml`
    !en      any word but that one
    CIT      a citation of provisions       ACT     an act named without provisions
    OWN      a provision of the order itself        LABEL   the label of a list item
    NUM      a number                       TIME    a unit of time
"""

import re
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from lawtext.typed_yaml import load

CIT, ACT, OWN, LABEL = "§CIT", "§ACT", "§OWN", "§LABEL"
"""What stands in the text in place of what was found there; no printed word begins with § and a letter."""

_NUMBER = (
    r"^\d+(½|[,.]\d+)?\.?$|^½$"
    r"|^(én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|halvt)$"
    r"|^(anden|andet|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|tolvte)$"
)
_TIME = r"^(dag|døgn|uge|måned|år|hverdag)\w*$"
_GAPS = {"...": "{0,8}", "....": "*"}
_MARKS = {"CIT": CIT, "ACT": ACT, "OWN": OWN, "LABEL": LABEL}


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """A wording, the sort of thing it shows, and a paragraph where it is so used, or else an invented sentence."""

    shows: str
    words: str
    example: str = ""
    sentence: str = ""


class Hit(NamedTuple):
    """A cue found: tokens `start` to `end` (exclusive) of the marked text."""

    shows: str
    start: int
    end: int


class Cues:
    """The cues compiled for one vocabulary."""

    def __init__(self, vocab: Any, cues: tuple[Cue, ...]) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - spaCy takes a second to import

        self._matcher = Matcher(vocab)
        self._shows: dict[int, str] = {}
        for number, cue in enumerate(cues):
            key = f"{number} {cue.shows}"
            self._matcher.add(key, [pattern(cue.words)])
            self._shows[vocab.strings[key]] = cue.shows

    def find(self, doc: Any) -> tuple[Hit, ...]:
        """Every cue of the text, in order of its first word; of those that begin together the longest comes last."""
        return tuple(sorted((Hit(self._shows[key], start, end) for key, start, end in self._matcher(doc)), key=_order))


def _order(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


@cache
def shipped() -> tuple[Cue, ...]:
    """The cues that come with the program. Raises UnusableInputError where the file has been spoilt."""
    with resources.as_file(resources.files("lawtext.experiments")) as folder:
        classes = load(folder / "cue_words.yaml", dict[str, tuple[str, ...]])
        cues = [cue for name in _FILES for cue in load(folder / name, tuple[Cue, ...])]
    return tuple(replace(cue, words=_spelled_out(cue.words, classes)) for cue in cues)


_FILES = ("cues.yaml", "effects.yaml")


def _spelled_out(words: str, classes: dict[str, tuple[str, ...]]) -> str:
    """A wording with the words of each class it names: "selv SETS" → "selv fastlægger|tilrettelægger|…"."""
    return _CLASS.sub(lambda name: "|".join(classes.get(name[0], (name[0],))), words)


_CLASS = re.compile(r"\b[A-Z_]{3,}\b")


def pattern(words: str) -> list[dict[str, Any]]:
    """A wording as a spaCy token pattern.

    >>> pattern("kan undlade ..2 CIT")[0]
    {'LOWER': 'kan'}
    """
    return [_token(word) for word in words.split()]


def _token(word: str) -> dict[str, Any]:
    if gap := _GAPS.get(word) or (word[2:].isdigit() and f"{{0,{word[2:]}}}"):
        return {"ORTH": {"NOT_IN": [".", LABEL]}, "OP": gap}
    if word.startswith("?"):
        return _token(word[1:]) | {"OP": "?"}
    if word in _MARKS:
        return {"ORTH": _MARKS[word]}
    return {"LOWER": _words(word)}


def _words(word: str) -> Any:
    """What a token's small letters must be."""
    if word.startswith("!"):
        return {"NOT_IN": word[1:].split("|")}
    if word in ("NUM", "TIME"):
        return {"REGEX": _NUMBER if word == "NUM" else _TIME}
    if "*" in word:
        stems = (re.escape(stem).replace(r"\*", r"\w*") for stem in word.split("|"))
        return {"REGEX": f"^({'|'.join(stems)})$"}
    return {"IN": word.split("|")} if "|" in word else word
