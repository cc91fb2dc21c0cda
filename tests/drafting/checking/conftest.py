"""The checker on the corpus that comes with the program."""

import pytest

from lawtext.cli import given
from lawtext.drafting.checking.checker import Checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    return given.checker(None)
