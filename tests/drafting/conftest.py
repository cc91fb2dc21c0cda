"""The desks on the corpus that comes with the program: registers only, so these tests need no act's text."""

from pathlib import Path

import pytest

from lawtext.cli import given
from lawtext.drafting.applications import Applicant
from lawtext.drafting.desk import Desk

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CASES = sorted(path for path in EXAMPLES.glob("*.yaml") if "\ntemplate: " not in path.read_text(encoding="utf-8"))
"""The examples of cases; the others are plans."""


@pytest.fixture(scope="session")
def desk() -> Desk:
    return given.desk(None)


@pytest.fixture(scope="session")
def applicant() -> Applicant:
    return given.applicant(None)
