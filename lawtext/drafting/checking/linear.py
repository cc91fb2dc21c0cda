"""A document's running text on one line, so that what stands side by side in a table or text can be seen so."""

from bisect import bisect_right
from collections.abc import Iterable

from lawtext.drafting.checking.cited import Cited
from lawtext.drafting.checking.documents import Block


class Linear:
    """Blocks one after another: cells of a row with a tab between, all others with a line break."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = tuple(blocks)
        parts: list[str] = []
        self._starts: list[int] = []
        at = 0
        before: Block | None = None
        for block in self.blocks:
            if before is not None:
                parts.append("\t" if _same_row(before, block) else "\n")
                at += 1
            self._starts.append(at)
            parts.append(block.text)
            at += len(block.text)
            before = block
        self.text = "".join(parts)
        self._place = {id(block): start for block, start in zip(self.blocks, self._starts, strict=True)}

    def start(self, cited: Cited) -> int:
        """Where a citation begins; -1 for one that stands outside the running text."""
        place = self._place.get(id(cited.block))
        return -1 if place is None else place + cited.citation.start

    def end(self, cited: Cited) -> int:
        """Where it ends, -1 as above."""
        start = self.start(cited)
        return start if start < 0 else start + cited.citation.end - cited.citation.start

    def block_at(self, offset: int) -> tuple[Block, int]:
        """The block at an offset, and the offset in its own text."""
        place = max(0, bisect_right(self._starts, offset) - 1)
        return self.blocks[place], offset - self._starts[place]


def _same_row(one: Block, other: Block) -> bool:
    first, second = one.spot.cell, other.spot.cell
    return bool(first and second and (first.table, first.row) == (second.table, second.row) and first != second)
