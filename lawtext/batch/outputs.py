"""What can be made of a finished run: a zip, and PDFs for the printer with a bookmark a letter."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lawtext import whole_files
from lawtext.batch import manifest
from lawtext.batch.manifest import Made
from lawtext.errors import UnusableInputError, why

_VOLUME = 1_000
"""Letters in one PDF for the printer: each takes 0.3 MB of memory (measured: 317 MB for 1,000 of two pages)."""
ZIP = "breve.zip"
_BOUND = "til-tryk-{}-{}.pdf"
_DRAFTS = "udkast/"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def without_pdf(folder: Path) -> list[Path]:
    """The run's letters that have no PDF beside them, or an older one."""
    letters = (folder / letter.file for letter in manifest.letters(folder / manifest.NAME))
    return [path for path in letters if not _is_newer(path.with_suffix(".pdf"), path)]


def unbind(folder: Path) -> None:
    """Remove the zip and the printer's files, which would hold letters that are no longer there. Raises OSError."""
    for bound in (folder / ZIP, *folder.glob(_BOUND.format("*", "*"))):
        bound.unlink(missing_ok=True)


def packed(folder: Path) -> Path:
    """One zip of all letters, their PDFs and the manifest; drafts in a folder of their own, so that none is sent.

    The same letters give the same bytes. Raises UnusableInputError where it can't be written.
    """
    target = folder / ZIP
    with whole_files.being_written(target) as unfinished, zipfile.ZipFile(unfinished, "w") as archive:
        for letter in manifest.letters(folder / manifest.NAME):
            path = folder / letter.file
            for each in (path, path.with_suffix(".pdf")):
                if each.exists():
                    _add(archive, each, "" if letter.final else _DRAFTS)
        _add(archive, folder / manifest.NAME, "")
    return target


def merged(folder: Path) -> Iterator[Path]:
    """The final letters' PDFs as one file for the printer, in volumes of 1,000, a bookmark a letter.

    Raises UnusableInputError for a letter without PDF, and where a volume can't be written.
    """
    letters = (letter for letter in manifest.letters(folder / manifest.NAME) if letter.final)
    for volume in iter(lambda: list(islice(letters, _VOLUME)), []):
        yield _bound(folder, volume)


def _bound(folder: Path, letters: list[Made]) -> Path:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only the printer's files need it

    target = folder / _BOUND.format(f"{letters[0].number:05}", f"{letters[-1].number:05}")
    writer = PdfWriter()
    for letter in letters:
        path = (folder / letter.file).with_suffix(".pdf")
        try:
            writer.append(PdfReader(io.BytesIO(path.read_bytes())), outline_item=path.stem, import_outline=False)
        except OSError as error:
            raise UnusableInputError(f"{path}: PDF-filen mangler ({why(error)}); kør igen med --pdf.") from error
    writer.metadata = None
    content = io.BytesIO()
    writer.write(content)
    whole_files.write(target, content.getvalue())
    return target


def _add(archive: zipfile.ZipFile, path: Path, inside: str) -> None:
    info = zipfile.ZipInfo(f"{inside}{path.name}", _ZIP_DAY)
    info.external_attr = 0o644 << 16
    try:
        archive.writestr(info, path.read_bytes())  # Word files and PDFs are compressed already
    except OSError as error:
        raise UnusableInputError(f"{path}: kan ikke lægges i zip-filen ({why(error)}).") from error


def _is_newer(path: Path, than: Path) -> bool:
    try:
        return path.stat().st_mtime_ns >= than.stat().st_mtime_ns
    except OSError:
        return False
