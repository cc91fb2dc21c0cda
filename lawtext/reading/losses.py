"""What a reading has lost, repeated or put out of order: it should be nothing (DESIGN rule 6)."""

from collections.abc import Iterator

from lawtext.law.editions import Edition, Form
from lawtext.law.units import Passage, Unit


def passages(edition: Edition) -> Iterator[Passage]:
    """Every run of text that the edition holds, labels and headings among them, in printed order."""
    for item in (*edition.title_runs, *edition.subtitle_runs, *edition.units):
        if isinstance(item, Unit):
            yield from _of_unit(item)
        else:
            yield item


def found(edition: Edition, source: str) -> list[str]:
    """The faults of a reading of `source` (all text of the source, as passages count it); [] where there are none.

    Blanks between passages are no loss. What no passage holds must be the first line of a plain text.
    """
    faults = []
    at = 0
    skipped = ""
    for passage in sorted(passages(edition), key=lambda each: each.at):
        end = passage.at + len(passage.raw)
        if source[passage.at : end] != passage.raw:
            faults.append(f"at {passage.at}: {passage.raw[:40]!r} is not what the source has there")
        if passage.at < at:
            faults.append(f"at {passage.at}: {passage.raw[:40]!r} is read twice")
        skipped += source[at : passage.at]
        at = max(at, end)
    skipped += source[at:]
    if "".join(skipped.split()) != "".join(_head(edition).split()):
        faults.append(f"not in the tree: {skipped.strip()[:200]!r}")
    return faults


def in_order(edition: Edition) -> bool:
    """Whether the passages come in the source's order."""
    places = [passage.at for passage in passages(edition)]
    return places == sorted(places)


def _head(edition: Edition) -> str:
    if edition.source.form not in (Form.FLATTENED, Form.LINED):
        return ""
    return f"{edition.type} nr {edition.id.partition('-')[2]} af {edition.signed:%d/%m/%Y}"


def _of_unit(unit: Unit) -> Iterator[Passage]:
    if unit.label is not None:
        yield unit.label
    for item in (*unit.heading, *unit.content):
        if isinstance(item, Unit):
            yield from _of_unit(item)
        else:
            yield item
