"""What reading measures: speed, memory, losses, ids, what is written and read again, and how each form is read.

Real acts come from `../shared` (or LAWTEXT_SHARED); nothing is measured where they are not at hand. Forms that are not
at hand as XML too are made from the XML: text run together, text a unit a line, documentHtml, Word and, where
LibreOffice is installed, PDF.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from lawtext.law.editions import Edition
from lawtext.reading import (
    agreement,
    documenthtml,
    docx,
    flatten,
    flattened,
    lexdania,
    lined,
    losses,
    pdf,
    read,
    to_lexdania,
    to_text,
)
from lawtext.reading.agreement import Agreement
from lawtext.wording import sentences
from scripts import acts_as_html, acts_as_pdf
from scripts.benchmarks import _official_ids
from scripts.benchmarks._official_ids import walked

ROOT = Path(__file__).parent.parent.parent
BOTH_FORMS = ("2014-433", "2014-1482", "2016-1342")
"""Acts that are at hand both as XML and as flattened text."""
_SAMPLE = 12
_TEXTS = 200
"""Acts of their own (no amending acts) that are made to text and read again."""
_SET = ("2014-433", "2012-550", "2013-606", "2016-1342", "2010-1061")
"""Acts that are set and made to PDF, without tables in their paragraphs."""
_LARGEST = 5


def run(quick: bool) -> dict[str, Any]:
    """The figures; `quick` takes every twelfth act, and leaves PDF, Word, folders and large acts to a full run."""
    corpus = Path(os.environ.get("LAWTEXT_SHARED", ROOT.parent / "shared")) / "corpus"
    if not corpus.is_dir():
        return {"skipped": f"no real acts in {corpus}"}
    files = sorted((corpus / "lexdania").glob("*.xml"))[:: _SAMPLE if quick else 1]
    folder = {} if quick else _folder(files)
    data = [path.read_bytes() for path in files]
    figures, editions = _speed(files, data)
    own = [edition for edition in editions if not edition.amending]
    figures |= _trees(editions, data) | _sentences(editions) | _official_ids.figures(editions, data)
    figures |= _texts(own[:: max(1, len(own) // _TEXTS)][:_TEXTS]) | _pairs(corpus)
    figures |= _html(editions, data) | _peak(files, 2 if quick else _LARGEST)
    return figures if quick else figures | folder | _word(own[::10]) | _pdf(corpus)


def _speed(files: list[Path], data: list[bytes]) -> tuple[dict[str, Any], list[Edition]]:
    """Reading and the bare parse take turns on the same bytes; the better of two runs of each counts.

    Seconds are those of the processor, one core's, so that what else the machine does is not counted.
    """
    ours, bare = [], []
    editions: list[Edition] = []
    for _ in range(2):
        bare.append(_seconds(lambda: [etree.fromstring(each) for each in data]))
        editions.clear()
        pairs = list(zip(data, files, strict=True))
        ours.append(_seconds(lambda: editions.extend(lexdania.read(each, path.name) for each, path in pairs)))  # noqa: B023
    size = sum(map(len, data)) / 1e6
    figures = {"documents": len(files), "megabytes": size, "mb_s": size / min(ours), "lxml_mb_s": size / min(bare)}
    return figures, editions


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _trees(editions: list[Edition], data: list[bytes]) -> dict[str, Any]:
    units = [unit for edition in editions for unit in walked(edition)]
    marked = [unit for unit in units if re.search(r"\(\d+\)(?:@.*)?$", unit.id)]
    pairs = list(zip(editions, data, strict=True))
    return {
        "units": len(units),
        "documents_with_loss": sum(_loses(edition, each) for edition, each in pairs),
        "roundtrip_differences": sum(_differs(edition) for edition in editions),
        "id_clashes": sum(
            len({unit.id for unit in walked(edition)}) != sum(1 for _ in walked(edition)) for edition in editions
        ),
        "labels_printed_twice_in_one_place": sum(unit.label is not None for unit in marked),
        "of_them_in_acts_own_paragraphs": sum(unit.label is not None and unit.id.startswith("Par") for unit in marked),
        "units_without_label_counted": sum(unit.label is None for unit in marked),
    }


def _loses(edition: Edition, data: bytes) -> bool:
    """Whether text or metadata is missing, twice, or out of order in the tree."""
    metadata = [(str(each.tag), each.text or "") for each in etree.fromstring(data).iterfind("Meta/*")]
    return (
        bool(losses.found(edition, lexdania.characters(data)))
        or not losses.in_order(edition)
        or [(fact.name, fact.text) for fact in edition.facts] != metadata
    )


def _differs(edition: Edition) -> bool:
    """Whether the edition written as LexDania and read again is another."""
    again = lexdania.read(to_lexdania.write(edition), edition.id)
    return msgspec.structs.replace(again, source=edition.source) != edition


def _sentences(editions: list[Edition]) -> dict[str, Any]:
    began = time.perf_counter()
    count = sum(len(sentences.of(unit)) for edition in editions for unit in walked(edition))
    seconds = time.perf_counter() - began
    size = sum(len(passage.text) for edition in editions for passage in losses.passages(edition))
    return {"sentences": count, "sentences_m_chars_per_s": size / 1e6 / seconds}


# Other forms, made of the XML


class _Sum:
    """Agreements added up."""

    def __init__(self, found: Iterable[Agreement]) -> None:
        self.acts = self.perfect = self.right = self.first = self.second = 0
        for each in found:
            self.acts += 1
            self.perfect += each.right == each.first == each.second
            self.right, self.first = self.right + each.right, self.first + each.first
            self.second += each.second

    def figures(self, name: str) -> dict[str, Any]:
        """Right: the share of the XML's units; precise: the share of the units that were read."""
        return {
            f"{name}_acts": self.acts,
            f"{name}_acts_all_right": self.perfect,
            f"{name}_units": self.first,
            f"{name}_units_right": self.right / self.first if self.first else 0.0,
            f"{name}_units_precise": self.right / self.second if self.second else 0.0,
        }


def _texts(editions: list[Edition]) -> dict[str, Any]:
    """§§, stykker and list items (id and text) of acts made to text both ways and read again."""
    run_together, line_each = [], []
    for edition in editions:
        text = flatten.write(edition)
        run_together.append(agreement.of(edition, flattened.read(text, text.encode(), edition.id)))
        text = to_text.write(edition)
        line_each.append(agreement.of(edition, lined.read(text, text.encode(), edition.id)))
    both = _Sum([*run_together, *line_each])
    return {
        "text_units": both.first,
        "text_units_right": both.right / both.first,
        **_Sum(run_together).figures("text_run_together"),
        **_Sum(line_each).figures("text_line_each"),
    }


def _pairs(corpus: Path) -> dict[str, Any]:
    """The acts that a third party has flattened, beside their XML."""
    found = {
        name: agreement.of(read(corpus / "lexdania" / f"{name}.xml"), read(corpus / "text" / f"{name}.txt"))
        for name in BOTH_FORMS
    }
    return _Sum(found.values()).figures("text_pairs") | {
        "text_pairs_wrong": {name: list(each.wrong) for name, each in found.items() if each.wrong}
    }


def _html(editions: list[Edition], data: list[bytes]) -> dict[str, Any]:
    """Every unit, whatever its kind, of pages made of the XML."""
    found = []
    for edition, each in zip(editions, data, strict=True):
        page = acts_as_html.write(each)
        head = f"{edition.type.value.replace('?', 'LOV')} nr {edition.id[5:]} af {edition.signed:%d/%m/%Y}"
        meta = json.dumps({"shortName": head, "EliUrl": f"/lta/{edition.id.replace('-', '/')}"}).encode()
        found.append(agreement.of_all(edition, documenthtml.read(page, page.encode(), meta, edition.id)))
    return _Sum(found).figures("html")


def _word(editions: list[Edition]) -> dict[str, Any]:
    from docx import Document  # noqa: PLC0415 - only a full run makes Word files

    found = []
    for edition in editions:
        document = Document()
        for row in to_text.write(edition).splitlines():
            document.add_paragraph(row.strip())
        made = io.BytesIO()
        document.save(made)
        found.append(agreement.of(edition, docx.read(made.getvalue(), edition.id)))
    return _Sum(found).figures("docx")


def _pdf(corpus: Path) -> dict[str, Any]:
    if not acts_as_pdf.available():
        return {"pdf": "LibreOffice is not installed"}
    acts = [read(corpus / "lexdania" / f"{name}.xml") for name in _SET]
    figures: dict[str, Any] = {}
    for columns, name in ((1, "pdf_one_column"), (2, "pdf_two_columns")):
        made = acts_as_pdf.write(acts, columns)
        figures |= _Sum(agreement.of(act, pdf.read(made[act.id], act.id)) for act in acts).figures(name)
    return figures


# Memory


def _folder(files: list[Path]) -> dict[str, Any]:
    """Reading a folder with the command, on every core: how long, and the highest memory of one process.

    The first half of the files beside all of them shows whether memory grows with their number. Measured while this
    process is small: a system counts the memory of the process that starts another as the other's.
    """
    with tempfile.TemporaryDirectory() as out:
        command = [str(Path(sys.executable).with_name("lawtext")), "read", "--to", "json", "--out", out]
        half, _ = _run([*command, *map(str, files[: len(files) // 2])])
        peak, seconds = _run([*command, *map(str, files)])
    return {"folder_documents": len(files), "folder_seconds": seconds, "folder_peak_mb": peak, "folder_half_mb": half}


def _run(command: list[str]) -> tuple[float, float]:
    """The highest memory of one process in MB (the command's or one it started), and seconds by the clock."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError("lawtext read failed")
    size = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return size / 1e6, time.perf_counter() - began


def _peak(files: list[Path], largest: int) -> dict[str, Any]:
    """The highest peak of one act over its bytes, among the largest: each in a process of its own, imports before."""
    chosen = sorted(files, key=lambda path: path.stat().st_size)[-largest:]
    ratios = []
    for path in chosen:
        command = [sys.executable, "-m", "scripts.reading_peak", str(path)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        ratios.append(float(answer.stdout))
    return {"peak_ratio": max(ratios), "peak_acts": len(chosen)}
