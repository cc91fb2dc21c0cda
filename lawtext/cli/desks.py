"""The desks that make letters and applications, set up from a corpus: what the commands share."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawtext.drafting.applications import Applicant
    from lawtext.drafting.desk import Desk


def desk(corpus: Path | None) -> "Desk":
    """The desk on the corpus named, or the one that comes with the program."""
    from lawtext.corpus.shelf import open_shelf  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.drafting.desk import Desk  # noqa: PLC0415
    from lawtext.experiments.book import load  # noqa: PLC0415
    from lawtext.experiments.tables import tables  # noqa: PLC0415

    shelf = open_shelf(corpus, tables())
    return Desk(shelf, load(), shelf.fingerprint)


def applicant(corpus: Path | None) -> "Applicant":
    """The maker of applications on the corpus named, or the one that comes with the program."""
    from lawtext.corpus.shelf import open_shelf  # noqa: PLC0415 - each command loads only what it needs
    from lawtext.drafting.applications import Applicant  # noqa: PLC0415
    from lawtext.experiments.tables import tables  # noqa: PLC0415

    shelf = open_shelf(corpus, tables())
    return Applicant(shelf, shelf.fingerprint)
