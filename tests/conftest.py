"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real acts; tests that need it skip where it is not at hand."""
    folder = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "lexdania").is_dir():
        pytest.skip(f"needs the real acts: no corpus in {folder} (set LAWTEXT_SHARED)")
    return folder
