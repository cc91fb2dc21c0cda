"""Templates that are not the program's own: compiled, linted and rendered in a process with little time and memory.

The process is told what to do as a request on its standard input and answers with bytes; nothing it says is run. It may
write no file but one of its own size in a folder that is removed after it.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from lawtext.drafting import record
from lawtext.drafting.findings.finding import Finding
from lawtext.drafting.fragments import Picture, SubDocument, is_markup
from lawtext.errors import LawtextError, UnusableInputError

if TYPE_CHECKING:
    from lawtext.drafting.linting.declared import Declared

_REFUSED, _TOO_LARGE = 3, 4
"""Exit codes of the process: what it says on standard error is a Danish sentence; it has run out of memory."""
_FRAGMENTS = {1: date, 2: Picture, 3: SubDocument}
_RICH = 4


class Limits(Struct, frozen=True):
    """Seconds of work and bytes of address space that a template may take, and bytes that its letter may fill."""

    seconds: int = 20
    memory: int = 1_500_000_000
    letter: int = 100_000_000


class _Request(Struct, frozen=True):
    """What the process is to do. `declared`: a contract as JSON, b"" for none; `made_by`: a record as JSON."""

    task: Literal["words", "render", "placeholders", "lint"]
    content: bytes
    name: str
    limits: Limits
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    made_by: bytes = b""
    declared: bytes = b""


class Foreign:
    """A template that someone else has made, with the face of `templates.Template`; all its work is done elsewhere."""

    def __init__(self, content: bytes, name: str, limits: Limits | None = None) -> None:
        """Raises UnusableInputError as `Template` does, and where its tags take too long."""
        import hashlib  # noqa: PLC0415

        self.name = name
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._content = content
        self._limits = limits or Limits()
        words = msgspec.json.decode(self._ask("words"), type=tuple[tuple[str, ...], tuple[str, ...]])
        self.cites, self.fixed = words

    def render(
        self, values: Mapping[str, Any], written: Mapping[str, str] | None = None, made_by: record.Record | None = None
    ) -> bytes:
        """As `Template.render`. Raises UnusableInputError also where the tags take too long or too much memory."""
        packed: dict[str, Any] = _packed(dict(values))
        by = msgspec.json.encode(made_by) if made_by else b""
        return self._ask("render", values=packed, written=dict(written or {}), made_by=by)

    def filled(self, examples: Mapping[str, str]) -> bytes:
        """The letter with every field saying its example, or its own name."""
        return self._ask("placeholders", written=dict(examples))

    def _ask(self, task: Literal["words", "render", "placeholders"], **told: Any) -> bytes:
        return _answer(_Request(task, self._content, self.name, self._limits, **told))


def lint(
    content: bytes, name: str, declared: "Declared | None" = None, limits: Limits | None = None
) -> tuple[Finding, ...]:
    """`linting.lint` of a foreign template. Raises UnusableInputError as it does, and where it takes too long."""
    contract = msgspec.json.encode(declared) if declared else b""
    answer = _answer(_Request("lint", content, name, limits or Limits(), declared=contract))
    return msgspec.json.decode(answer, type=tuple[Finding, ...])


def _answer(request: _Request) -> bytes:
    """What the process answers. Raises UnusableInputError for what it refuses and where it goes beyond its limits."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-m", __name__],
                input=msgspec.msgpack.encode(request),
                capture_output=True,
                timeout=request.limits.seconds * 2,
                env={"TMPDIR": folder, "LC_ALL": "C.UTF-8"},
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _too_slow(request) from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_slow(request)
    if done.returncode == _REFUSED:
        raise UnusableInputError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode:
        raise UnusableInputError(f"{request.name} bruger mere hukommelse, end en skabelon må; se efter dens løkker.")
    return done.stdout


def _too_slow(request: _Request) -> UnusableInputError:
    seconds = request.limits.seconds
    return UnusableInputError(f"{request.name} blev stoppet efter {seconds} sekunder; se efter løkker i dens koder.")


def _packed(value: Any) -> Any:
    """The value with dates and fragments as messages' extensions."""
    kind = type(value)
    if kind is dict:
        return {name: _packed(item) for name, item in value.items()}
    if kind is list or kind is tuple:
        return [_packed(item) for item in value]
    if is_markup(value):
        return msgspec.msgpack.Ext(_RICH, msgspec.msgpack.encode((kind.__name__, value.xml)))
    for code, held in _FRAGMENTS.items():
        if kind is held:
            return msgspec.msgpack.Ext(code, msgspec.msgpack.encode(value))
    return value


def _unpacked(code: int, data: memoryview) -> Any:
    if code == _RICH:
        import docxtpl  # noqa: PLC0415 - heavy

        name, xml = msgspec.msgpack.decode(data, type=tuple[str, str])
        made = getattr(docxtpl, name)("")
        made.xml = xml
        return made
    return msgspec.msgpack.decode(data, type=_FRAGMENTS[code])


def _work(request: _Request) -> bytes:
    from lawtext.drafting.placeholders import placeholders  # noqa: PLC0415 - loaded when asked for
    from lawtext.drafting.templates import Template  # noqa: PLC0415

    if request.task == "lint":
        from lawtext.drafting.linting.declared import Declared  # noqa: PLC0415
        from lawtext.drafting.linting.lint import lint as all_of  # noqa: PLC0415

        declared = msgspec.json.decode(request.declared, type=Declared) if request.declared else None
        return msgspec.json.encode(all_of(request.content, request.name, declared))
    template = Template(request.content, request.name)
    if request.task == "words":
        return msgspec.json.encode((template.cites, template.fixed))
    if request.task == "placeholders":
        return template.render(placeholders(request.content, request.written), {text: text for text in template.cites})
    made_by = msgspec.json.decode(request.made_by, type=record.Record) if request.made_by else None
    return template.render(request.values, request.written, made_by)


def _confine(request: _Request) -> None:
    """From now on no more than the limits: time, memory, size of a file, other processes."""
    import resource  # noqa: PLC0415 - not on Windows

    largest = len(request.content) + 1_000_000
    for kind, most in (
        (resource.RLIMIT_CPU, request.limits.seconds),
        (resource.RLIMIT_AS, request.limits.memory),
        (resource.RLIMIT_FSIZE, largest),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _main() -> int:
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Request, ext_hook=_unpacked)
    _confine(request)
    try:
        answer = _work(request)
        if len(answer) > request.limits.letter:
            return _TOO_LARGE
    except LawtextError as error:
        print(error, file=sys.stderr, flush=True)
        return _REFUSED
    except MemoryError:
        return _TOO_LARGE
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    code = _main()
    sys.stdout.flush()
    os._exit(code)  # what a template has grown need not be taken down piece by piece
