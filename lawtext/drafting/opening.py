"""Templates opened: the program's own are compiled here, all others in a process with limits (`confined`)."""

from lawtext import shipped
from lawtext.drafting.confined import Confinement, Foreign
from lawtext.drafting.templates import Compiled, Renders


def is_own(content: bytes, kind: str, file: str) -> bool:
    """Whether that is the Word file that comes with the program for the template, byte for byte, wherever it lies.

    `kind` is "decisions" or "applications". A copy that somebody has changed is somebody else's.
    """
    own = shipped.folder("templates") / kind / file
    return own.is_file() and own.read_bytes() == content


class Opener:
    """Opens templates. Each file is compiled once, and all foreign ones share one process. Safe in threads."""

    def __init__(self) -> None:
        self._compiled = Compiled()
        self._confinement = Confinement()

    def template(self, content: bytes, kind: str, file: str) -> Renders:
        """The template of that Word file. Raises UnusableInputError as `Template`, and for foreign tags too slow."""
        if is_own(content, kind, file):
            return self._compiled.template(content, file)
        return Foreign(content, file, self._confinement)
