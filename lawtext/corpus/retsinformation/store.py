"""Fetched texts on disk, and what is remembered of each call.

Beside the folder of texts (`corpus.texts.data_folder`) lie `texts-apart`, for texts that do not say what their register
says, and `retsinformation`, with one small file for each act asked for. Every file is written under another name and
renamed, the text before what is remembered of it: a program that is killed leaves whole files, and at worst one text
that is asked for once more.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Struct

from lawtext import whole_files
from lawtext.corpus.retsinformation.refusals import Fault
from lawtext.law.ids import EditionId

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Place(StrEnum):
    """Where the text of an answer went."""

    TEXTS = "texts"
    APART = "apart"
    NOWHERE = ""


class Remembered(Struct, frozen=True, omit_defaults=True):
    """The last answer about one act. `checked`: when the site was last asked (UTC); `sha256` of the body.

    `fault` and `says`: why the body is no text to keep, where it is not.
    """

    edition: EditionId
    address: str
    checked: _Moment
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    place: Place = Place.NOWHERE
    fault: Fault | None = None
    says: str = ""


class Store:
    """The three folders. `texts` is the one where `lawtext corpus add` puts texts."""

    def __init__(self, texts: Path) -> None:
        self.texts = texts
        self.apart = texts.parent / "texts-apart"
        self._memory = texts.parent / "retsinformation"

    def remembered(self, edition: EditionId) -> Remembered | None:
        """What is remembered of an act; None where nothing is, or it can't be read, or its text is no longer there.

        A text that was put apart and since added by hand is among the texts.
        """
        try:
            found = _REMEMBERED.decode((self._memory / f"{edition}.json").read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        if found.edition != edition:
            return None
        if found.place is Place.APART and _sha256(self.file(edition, Place.TEXTS)) == found.sha256:
            return msgspec.structs.replace(found, place=Place.TEXTS)
        if found.place and _sha256(self.file(edition, found.place)) != found.sha256:
            return None
        return found

    def file(self, edition: EditionId, place: Place) -> Path:
        """Where the text of an edition is or would be."""
        folder = self.apart if place is Place.APART else self.texts
        return folder / f"{edition}.xml"

    def keep(self, body: bytes, remembered: Remembered) -> None:
        """Put the text where `remembered.place` says, then remember the answer. Raises UnusableInputError."""
        edition, place = remembered.edition, remembered.place
        if place:
            file = self.file(edition, place)
            whole_files.folder(file.parent)
            if _sha256(file) != remembered.sha256:
                whole_files.write(file, body)
        self.remember(remembered)
        if place is Place.TEXTS:
            self.file(edition, Place.APART).unlink(missing_ok=True)

    def remember(self, remembered: Remembered) -> None:
        """Write down what became of a call. Raises UnusableInputError."""
        whole_files.folder(self._memory)
        whole_files.write(self._memory / f"{remembered.edition}.json", msgspec.json.encode(remembered))

    def known(self) -> frozenset[EditionId]:
        """The acts that were asked about, there or not."""
        names = (path.stem for path in self._memory.glob("[0-9]*-[0-9]*.json"))
        return frozenset(EditionId(name) for name in names)

    @property
    def last_harvest(self) -> datetime | None:
        """When the harvest interface was last called, by this program on this computer."""
        try:
            return msgspec.json.decode((self._memory / "harvest.json").read_bytes(), type=_Moment)
        except (OSError, msgspec.DecodeError):
            return None

    def note_harvest(self, moment: datetime) -> None:
        """Remember that the harvest interface was called, for the pace of the next run."""
        whole_files.folder(self._memory)
        whole_files.write(self._memory / "harvest.json", msgspec.json.encode(moment))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one run at a time, so that the pace holds; what a killed one left half-written is cleared away.

        Raises UsageError while another one runs.
        """
        whole_files.folder(self._memory)
        with whole_files.alone(self._memory, "En anden »lawtext corpus sync« er i gang. Vent, til den er færdig."):
            for folder in (self.texts, self.apart, self._memory):
                whole_files.clear(folder)
            yield


_REMEMBERED = msgspec.json.Decoder(Remembered)


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
