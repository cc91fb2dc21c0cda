"""What passes between the program and the process that works on foreign templates: requests, answers, values."""

import struct
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from lawtext.drafting.fragments import Picture, SubDocument, is_markup

LENGTH = struct.Struct(">Q")
"""Before each message: how many bytes it has."""
_DATE, _PICTURE, _DOCUMENT, _MARKUP, _NUMBER = range(1, 6)
_AS_THEY_ARE = {date: _DATE, Picture: _PICTURE, SubDocument: _DOCUMENT}
_PACKED = {code: kind for kind, code in _AS_THEY_ARE.items()}
_WORD = range(-(2**63), 2**64)
"""The numbers that messages have by themselves."""


class Limits(Struct, frozen=True):
    """Seconds of work that one request may take, bytes of address space of all, and bytes that an answer may have."""

    seconds: int = 20
    memory: int = 1_500_000_000
    letter: int = 100_000_000


class Task(StrEnum):
    """What may be asked."""

    WORDS = "words"
    """The provisions that the template cites, and its fixed words; JSON."""
    RENDER = "render"
    """The letter of `values`, with `written` and the record."""
    FILLED = "filled"
    """The letter with every field saying its example (`written`), or its own name."""
    LINT = "lint"
    """The findings against the contract; JSON."""


class Request(Struct, frozen=True):
    """What the process is to do with the template of that sha256. `content`: its file, b"" where it has had it before.

    `made_by`: a record as JSON; `declared`: a contract as JSON; b"" for none.
    """

    task: Task
    name: str
    sha256: str
    content: bytes = b""
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    made_by: bytes = b""
    declared: bytes = b""


class Outcome(StrEnum):
    """What became of a request."""

    DONE = "done"
    REFUSED = "refused"
    """The answer is a Danish sentence that says why."""
    UNKNOWN = "unknown"
    """The template's file is asked for."""
    TOO_LARGE = "too large"
    """It has run out of memory, or the letter is larger than one may be."""
    FAILED = "failed"
    """The program's own fault; the answer names the kind of error."""


class Answer(Struct, frozen=True):
    """The bytes asked for, or why there are none."""

    outcome: Outcome
    content: bytes = b""


def packed(message: Struct) -> bytes:
    """The message with its length before it."""
    data = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(data)) + data


def request(data: bytes) -> Request:
    """The request that these bytes are."""
    return msgspec.msgpack.decode(data, type=Request, ext_hook=_unpacked_value)


def packed_values(value: Any) -> Any:
    """The value with what messages can't hold (dates, fragments, large numbers) as their extensions."""
    kind = type(value)
    if kind is dict:
        return {name: packed_values(item) for name, item in value.items()}
    if kind is list or kind is tuple:
        return [packed_values(item) for item in value]
    if kind is int and value not in _WORD:
        return msgspec.msgpack.Ext(_NUMBER, hex(value).encode())
    if kind in _AS_THEY_ARE:
        return msgspec.msgpack.Ext(_AS_THEY_ARE[kind], msgspec.msgpack.encode(value))
    if is_markup(value):
        return msgspec.msgpack.Ext(_MARKUP, msgspec.msgpack.encode((kind.__name__, value.xml)))
    return value


def _unpacked_value(code: int, data: memoryview) -> Any:
    if code == _NUMBER:
        return int(bytes(data), 16)
    if code != _MARKUP:
        return msgspec.msgpack.decode(data, type=_PACKED[code])
    import docxtpl  # noqa: PLC0415 - heavy

    name, xml = msgspec.msgpack.decode(data, type=tuple[str, str])
    made = getattr(docxtpl, name)("")
    made.xml = xml
    return made
