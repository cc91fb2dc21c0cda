"""The process that foreign templates are worked on in: requests on its standard input, answers on its output.

It serves until its input ends. Started by `confinement`; its limits are the first thing it is told.
"""

import math
import os
import sys
from typing import BinaryIO

import msgspec

from lawtext.drafting import gate, packages, record
from lawtext.drafting.confined.messages import LENGTH, Answer, Limits, Outcome, Request, Task, packed, request
from lawtext.drafting.templates import Compiled, Template
from lawtext.errors import LawtextError

_LARGEST_FILE = packages.Limits().packed + 1_000_000
"""Bytes of a file that may be written: a template's copy for the linter."""
_REMEMBERED = 64
"""Templates whose files are kept; one that is asked for again after that is sent again."""


class _Worker:
    """What the process remembers: the templates that it has compiled or at least been sent."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._compiled = Compiled()
        self._contents: dict[str, bytes] = {}

    def answer(self, asked: Request) -> Answer:
        """What becomes of a request. Whatever happens, the answer is one."""
        try:
            content = asked.content or self._contents.get(asked.sha256, b"")
            if not content:
                return Answer(Outcome.UNKNOWN)
            if len(self._contents) >= _REMEMBERED:
                self._contents.clear()
            self._contents[asked.sha256] = content
            done = self._done(asked, content)
        except LawtextError as error:
            return Answer(Outcome.REFUSED, str(error).encode())
        except MemoryError:
            return Answer(Outcome.TOO_LARGE)
        except Exception as error:  # the program's own fault: the letter is not made, and the kind is told
            return Answer(Outcome.FAILED, type(error).__name__.encode())
        return Answer(Outcome.DONE, done) if len(done) <= self._limits.letter else Answer(Outcome.TOO_LARGE)

    def _done(self, asked: Request, content: bytes) -> bytes:
        if asked.task is Task.LINT:
            return _linted(asked, content)
        template = self._compiled.template(content, asked.name)
        if asked.task is Task.WORDS:
            return msgspec.json.encode((template.cites, template.fixed))
        parts = _letter(asked, content, template)
        gate.require_safe(
            parts, template.changing, asked.name
        )  # what tags have written may be no more than what stood there
        return packages.write(parts.values())


def _linted(asked: Request, content: bytes) -> bytes:
    from lawtext.drafting.linting.declared import Declared  # noqa: PLC0415 - loaded when asked for
    from lawtext.drafting.linting.lint import lint  # noqa: PLC0415

    declared = msgspec.json.decode(asked.declared, type=Declared) if asked.declared else None
    return msgspec.json.encode(lint(content, asked.name, declared))


def _letter(asked: Request, content: bytes, template: Template) -> dict[str, packages.Part]:
    if asked.task is Task.FILLED:
        from lawtext.drafting.placeholders import placeholders  # noqa: PLC0415 - loaded when asked for

        return template.rendered(placeholders(content, asked.written), {text: text for text in template.cites})
    made_by = msgspec.json.decode(asked.made_by, type=record.Record) if asked.made_by else None
    return template.rendered(asked.values, asked.written, made_by)


def _confine(limits: Limits) -> None:
    """From now on no more than the limits: memory, size of a file, other processes. (Time: `_allow`.)"""
    import resource  # noqa: PLC0415 - not on Windows

    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _allow(seconds: int) -> None:
    """So many seconds of work from now on; then the system ends the process."""
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _message(told: BinaryIO) -> bytes:
    """The next message, b"" where there are no more."""
    head = told.read(LENGTH.size)
    return told.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what anything prints is no answer
    limits = msgspec.msgpack.decode(_message(sys.stdin.buffer), type=Limits)
    worker = _Worker(limits)
    _confine(limits)
    while message := _message(sys.stdin.buffer):
        _allow(limits.seconds)
        try:
            answer = packed(worker.answer(request(message)))
        except MemoryError:  # for what goes in or out
            answer = packed(Answer(Outcome.TOO_LARGE))
        answers.write(answer)


if __name__ == "__main__":
    _serve()
    os._exit(0)  # what a template has grown need not be taken down piece by piece
