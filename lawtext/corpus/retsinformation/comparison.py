"""Does a fetched text say what its register says?"""

from pathlib import Path

from lawtext.citing.names import Names
from lawtext.corpus import registers
from lawtext.corpus.making import make
from lawtext.corpus.verify import Difference, differences
from lawtext.law.editions import Edition


class Comparison:
    """Holds texts against the registers in a folder."""

    def __init__(self, folder: Path, names: Names) -> None:
        self._folder = folder
        self._names = names

    def differences(self, text: Edition) -> tuple[Difference, ...] | None:
        """What the register of the same edition says otherwise; None where there is no register."""
        path = registers.path_in(self._folder, text.id)
        if not path.is_file():
            return None
        register = registers.load(path)
        if register.source.sha256 == text.source.sha256:
            return ()
        return tuple(differences(register, make(text, self._names)))
