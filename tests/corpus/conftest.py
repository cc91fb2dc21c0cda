"""A small corpus of invented acts: made, built and opened as a user would."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lawtext import reading
from lawtext.citing.names import Names
from lawtext.corpus import build, making, registers
from lawtext.corpus.registers import Register
from lawtext.corpus.shelf import SqliteShelf, open_shelf

DATA = Path(__file__).parent.parent / "data" / "corpus"


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the small acts' texts."""
    return DATA / "texts"


@pytest.fixture(scope="session")
def small_names() -> Names:
    """The names of the small acts."""
    return Names(build.names_in(DATA))


@pytest.fixture(scope="session")
def small(texts: Path, small_names: Names) -> dict[str, Register]:
    """The registers of the small acts by edition."""
    made = [making.make(reading.read(path), small_names) for path in sorted(texts.iterdir())]
    return {register.edition: register for register in made}


@pytest.fixture
def folder(tmp_path: Path, small: dict[str, Register]) -> Path:
    """A corpus folder of the small acts that a test may change."""
    place = tmp_path / "corpus"
    (place / "registers").mkdir(parents=True)
    for name in ("works.yaml", "names.yaml"):
        shutil.copy(DATA / name, place / name)
    for register in small.values():
        registers.write(register, registers.path_in(place / "registers", register.edition))
    return place


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache and a data folder of the test's own."""
    monkeypatch.delenv("LAWTEXT_CORPUS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "cache" / "lawtext"


@pytest.fixture
def shelf(folder: Path, cache: Path) -> Iterator[SqliteShelf]:  # noqa: ARG001 - the cache must be the test's own
    """The small corpus, built and opened."""
    opened = open_shelf(folder)
    yield opened
    opened.close()
