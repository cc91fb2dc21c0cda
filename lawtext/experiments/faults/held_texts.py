"""The texts of acts that are at hand, each read once."""

from collections.abc import Iterable
from pathlib import Path

from lawtext import reading
from lawtext.corpus import texts
from lawtext.law.ids import EditionId, UnitId
from lawtext.law.units import Unit


class HeldTexts:
    """Units with their text, from folders of texts and those added with `lawtext corpus add`."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._folders = (*folders, texts.data_folder())
        self._units: dict[EditionId, dict[UnitId, Unit]] = {}

    def __call__(self, edition: EditionId, unit: UnitId) -> Unit | None:
        """A unit of an edition; None where no text of it is at hand. Raises UnusableInputError for a spoilt text."""
        if edition not in self._units:
            path = texts.find(edition, None, self._folders)
            self._units[edition] = reading.read(path).by_id() if path else {}
        return self._units[edition].get(unit)
