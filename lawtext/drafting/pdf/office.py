"""LibreOffice without a screen: found, started with a profile of its own, stopped when it stands still."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

from lawtext.errors import LawtextError

PATIENCE = 60.0
"""Seconds that LibreOffice may work without another file being done; a letter takes a tenth of one."""

_ELSEWHERE = (Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),)
"""Where LibreOffice lies when it is not on the path: on a Mac."""

_EXPORT: Mapping[str, tuple[str, str]] = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "UseTaggedPDF": ("boolean", "true"),
    "PDFUACompliance": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportNotes": ("boolean", "false"),
    "ExportFormFields": ("boolean", "false"),
    "UseLosslessCompression": ("boolean", "true"),
}
"""Export filter option → its type and value (wiki.documentfoundation.org, PDF export)."""

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = {"BlockUntrustedRefererLinks": "true", "DisableMacrosExecution": "true", "MacroSecurityLevel": "3"}
"""A second door behind the gate: no macros, nothing from elsewhere."""


class OfficeMissingError(LawtextError):
    """LibreOffice is not on this machine."""


def program() -> Path:
    """LibreOffice's program. Raises OfficeMissingError that says what to install."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    for place in _ELSEWHERE:
        if place.exists():
            return place
    raise OfficeMissingError(
        "PDF laves med LibreOffice, som ikke er på maskinen. Debian og Ubuntu: "
        "sudo apt install libreoffice-writer-nogui fonts-liberation. macOS: brew install --cask libreoffice. "
        "Word-filerne kan bruges uden."
    )


class Office:
    """One LibreOffice at a time, with a profile of its own, so that several of them don't wait for each other."""

    def __init__(self, soffice: Path, profile: Path, stopped: Event, patience: float = PATIENCE) -> None:
        """`profile`: a folder for this object alone, made when needed; `stopped`: set when all is to end."""
        self._soffice, self._profile, self._stopped, self._patience = soffice, profile, stopped, patience

    def convert(self, files: Sequence[Path], folder: Path, progress: Callable[[], int] | None = None) -> bool:
        """PDFs of these Word files in `folder`, by the files' names. False where LibreOffice had to be stopped or fell.

        `progress`: how many are done, asked a few times a second; it may do something with them meanwhile.
        What it could not make is not there; after it had to be stopped, the last one may be half a file.
        """
        self._settle()
        arguments = ["--convert-to", _export_filter(), "--outdir", str(folder), *map(str, files)]
        process = self._started(arguments)
        try:
            ended = self._waited(process, progress or (lambda: sum(1 for _ in folder.glob("*.pdf"))))
        finally:
            _kill(process)
        if not ended:
            shutil.rmtree(self._profile, ignore_errors=True)  # what a killed process left in it is not trusted
        return ended

    def _settle(self) -> None:
        """The profile with our settings, where it is new."""
        settings = self._profile / "user" / "registrymodifications.xcu"
        if settings.exists():
            return
        settings.parent.mkdir(parents=True, exist_ok=True)
        items = "".join(
            f'<item oor:path="{_SCRIPTING}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for name, value in _SETTINGS.items()
        )
        xml = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
        settings.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n', encoding="utf-8")

    def _started(self, arguments: list[str]) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        flags = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        own = f"-env:UserInstallation={self._profile.resolve().as_uri()}"
        return subprocess.Popen(
            [str(self._soffice), own, *flags, *arguments],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
            start_new_session=True,  # Ctrl-C comes to us alone, and we end the whole of it
        )

    def _waited(self, process: "subprocess.Popen[bytes]", progress: Callable[[], int]) -> bool:
        """Whether it ended well by itself. It may go on as long as files are being done."""
        done, since = 0, time.monotonic()
        while True:
            try:
                return process.wait(0.2) == 0
            except subprocess.TimeoutExpired:
                ready = progress()
                if ready > done:
                    done, since = ready, time.monotonic()
                if self._stopped.is_set() or time.monotonic() - since > self._patience:
                    return False


def _export_filter() -> str:
    options: dict[str, Any] = {name: {"type": kind, "value": value} for name, (kind, value) in _EXPORT.items()}
    return f"pdf:writer_pdf_Export:{json.dumps(options, separators=(',', ':'))}"


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process and all that it started."""
    if process.poll() is None or os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (AttributeError, ProcessLookupError, PermissionError):
            process.kill()
    process.wait()
