"""How a template will look: filled with its fields' examples or names, as Word, PDF or pictures of the pages."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from lawtext.drafting.catalogue import Entry
from lawtext.drafting.confined import Foreign
from lawtext.drafting.contracts import Templates
from lawtext.drafting.opening import Opener
from lawtext.drafting.placeholders import placeholders
from lawtext.drafting.templates import Renders, Template
from lawtext.errors import LawtextError, UnusableInputError
from lawtext.wording import dates

FORMS = (".docx", ".pdf", ".png")
_PATIENCE = 60


class Only(Templates):
    """The program's contracts with one template for whatever is made: the one to be looked at."""

    def __init__(self, entry: Entry) -> None:
        """Raises UnusableInputError for a template that can't be compiled."""
        super().__init__()
        self._entry = entry
        self._only = Opener().template(entry.content, entry.kind, entry.path.name)

    def decision(self, decision: str) -> Renders:  # noqa: ARG002 - the one template serves every type
        """The template."""
        return self._only

    def application(self, application: str) -> tuple[Renders, str]:  # noqa: ARG002
        """The template and the version of its contract."""
        return self._only, self._entry.contract.version if self._entry.contract else ""


def of_fields(entry: Entry) -> bytes:
    """The Word file with every field showing its example, or its name. Citations stand as they are asked for."""
    examples = {field.name: _written(field.example) for field in entry.contract.fields} if entry.contract else {}
    if entry.foreign:
        return Foreign(entry.content, entry.path.name).filled(examples)
    template = Template(entry.content, entry.path.name)
    return template.render(placeholders(entry.content, examples), {text: text for text in template.cites})


def _written(example: str) -> str:
    """An example as a letter writes it: dates in words."""
    day = dates.read(example)
    return dates.write(day) if day else example


def pages(document: bytes, form: str, resolution: int) -> list[bytes]:
    """A Word file as one of `FORMS`; pictures are one a page, `resolution` pixels to an inch.

    Raises LawtextError where LibreOffice or pdftoppm is missing or makes nothing of it.
    """
    if form == ".docx":
        return [document]
    with tempfile.TemporaryDirectory() as folder:
        made = _pdf(document, Path(folder))
        return [made.read_bytes()] if form == ".pdf" else _pictures(made, resolution)


def _pdf(document: bytes, folder: Path) -> Path:
    from lawtext.drafting import pdf  # noqa: PLC0415 - only where one is asked for

    source = folder / "visning.docx"
    source.write_bytes(document)
    converted = next(iter(pdf.convert([source], folder, processes=1)))
    if converted.pdf is None:
        raise UnusableInputError(" ".join(converted.faults))
    return converted.pdf


def _pictures(document: Path, resolution: int) -> list[bytes]:
    program = shutil.which("pdftoppm")
    if program is None:
        raise LawtextError("Billeder laves med pdftoppm; installér pakken poppler-utils, eller vælg .pdf.")
    command = [program, "-r", str(resolution), "-png", str(document), str(document.with_suffix(""))]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise LawtextError("pdftoppm kunne ikke lave billeder af siderne; vælg .pdf.") from error
    return [page.read_bytes() for page in sorted(document.parent.glob("visning-*.png"))]
