"""Commands are tested as they are called: click speaks Danish before the first of them builds its help."""

from collections.abc import Iterator

import pytest

from lawtext.cli import danish

danish.speak()


@pytest.fixture(scope="module")
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of its own, so that the corpus is built once and nothing of the user's is touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("LAWTEXT_CORPUS", raising=False)
        yield
