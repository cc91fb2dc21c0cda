"""The process that foreign templates are worked on in, seen from the program: started, asked, ended."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from typing import IO, cast

import msgspec

from lawtext.drafting.confined.messages import LENGTH, Answer, Limits, Outcome, Request, packed
from lawtext.errors import UnusableInputError

_PATIENCE = 2
"""Seconds by the clock that a request may take for each second of work: the machine has others to serve."""
_ROOM = 1_000
"""Bytes of an answer beside its content."""


class Confinement:
    """A process with limits, started when it is first asked, and again after it had to be ended. Safe in threads.

    It ends with this object, and with the program however that ends.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: _Process | None = None
        self._lock = threading.Lock()

    def ask(self, asked: Request) -> bytes:
        """What is answered. Raises UnusableInputError for what it refuses, and where it goes beyond the limits."""
        with self._lock:
            if self._process is None or not self._process.runs:
                self._process = _Process(self._limits)
            process = self._process
            try:
                answer = process.answer(asked)
            except _EndedError:
                self._process = None
                raise UnusableInputError(self._ended(asked, process.end())) from None
            if answer.outcome in (Outcome.TOO_LARGE, Outcome.FAILED):
                self._process = None
                process.end()
        if answer.outcome is Outcome.DONE:
            return answer.content
        raise UnusableInputError(_why_not(asked, answer))

    def _ended(self, asked: Request, code: int) -> str:
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            most = self._limits.seconds
            return f"{asked.name} blev stoppet: dens koder bruger mere end {most} s på ét brev; se efter løkker i dem."
        if code > 0:
            return _why_not(asked, Answer(Outcome.FAILED, f"processen sluttede med {code}".encode()))
        return _why_not(asked, Answer(Outcome.TOO_LARGE))


class _EndedError(Exception):
    """The process has ended, or must be: it takes too long, or says what it can't say."""


class _Process:
    """One process, in an empty folder of its own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        folder = tempfile.TemporaryDirectory(prefix="lawtext-")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "lawtext.drafting.confined.work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={"TMPDIR": folder.name, "LC_ALL": "C.UTF-8"},
            cwd=folder.name,
            start_new_session=True,  # the terminal's Ctrl-C is the program's to answer
        )
        self._to, self._from = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        self._end = weakref.finalize(self, _end, self._process, folder)
        self._said: set[str] = set()
        self._say(packed(limits))

    @property
    def runs(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def end(self) -> int:
        """End it; how it ended, as `subprocess` has it."""
        self._end()
        return self._process.returncode

    def answer(self, asked: Request) -> Answer:
        """What it answers. A template's file is sent once. Raises _EndedError."""
        known = asked.sha256 in self._said
        answer = self._answer(msgspec.structs.replace(asked, content=b"") if known else asked)
        if answer.outcome is Outcome.UNKNOWN:
            answer = self._answer(asked)
        self._said.add(asked.sha256)
        return answer

    def _answer(self, asked: Request) -> Answer:
        self._say(packed(asked))
        until = time.monotonic() + self._limits.seconds * _PATIENCE
        (length,) = LENGTH.unpack(self._heard(LENGTH.size, until))
        if length > self._limits.letter + _ROOM:
            raise _EndedError
        try:
            return msgspec.msgpack.decode(self._heard(length, until), type=Answer)
        except msgspec.DecodeError:
            raise _EndedError from None

    def _say(self, message: bytes) -> None:
        rest = memoryview(message)
        try:
            while rest:
                rest = rest[self._to.write(rest) :]
        except OSError:
            raise _EndedError from None

    def _heard(self, length: int, until: float) -> bytes:
        """So many bytes. Raises _EndedError where they don't come in time."""
        heard = bytearray()
        waiting = select.poll()
        waiting.register(self._from, select.POLLIN)
        while len(heard) < length:
            if not waiting.poll(max(0, until - time.monotonic()) * 1000):
                self._process.kill()
                raise _EndedError
            piece = os.read(self._from.fileno(), length - len(heard))
            if not piece:
                self._process.wait()
                raise _EndedError
            heard += piece
        return bytes(heard)


def _end(process: "subprocess.Popen[bytes]", folder: "tempfile.TemporaryDirectory[str]") -> None:
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()
    folder.cleanup()


def _why_not(asked: Request, answer: Answer) -> str:
    said = answer.content.decode("utf-8", "replace")
    if answer.outcome is Outcome.REFUSED:
        return said
    if answer.outcome is Outcome.FAILED:
        return f"Programmet kan ikke arbejde med {asked.name} ({said}); gem skabelonen igen fra Word."
    return f"{asked.name} bruger mere hukommelse, end en skabelon må; se efter dens løkker."
