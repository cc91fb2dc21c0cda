"""The shipped corpus with the experiments' tables in it."""

import pytest

from lawtext.corpus.shelf import SqliteShelf, open_shelf
from lawtext.experiments.tables import tables


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SqliteShelf:
    """The shipped corpus, built in a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("LAWTEXT_CORPUS", raising=False)
        return open_shelf(None, tables())
