"""Hostile and broken input to every reader: only the program's own errors, within 2 s of work and 512 MB.

The inputs that fuzzing (atheris, ten minutes a reader) has found are kept in tests/data/fuzz and read again here, each
in the way its folder names. All cases run in one process of their own, under the system's limits.
"""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOUND = ROOT / "tests" / "data" / "fuzz"
DEEP = 100_000
SECONDS = 2
MEMORY = 512 * 1024 * 1024
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
META = "<Meta><Year>2016</Year><Number>9</Number><DiesSigni>2016-01-02</DiesSigni></Meta>"
HEAD = "LBK nr 9 af 22/04/2014\nTitel\n\n"


def dokument(body: str, head: str = "") -> bytes:
    return f"{head}<Dokument>{META}<DokumentIndhold>{body}</DokumentIndhold></Dokument>".encode()


def zipped(content: bytes, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def word(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode())


def answer(html: str) -> bytes:
    return json.dumps({"shortName": "LBK nr 9 af 22/04/2014", "documentHtml": html}).encode()


def pdf(stream: bytes, filters: bytes = b"") -> bytes:
    content = b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filters, stream)
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content)
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


MADE = {
    "empty": b"",
    "blanks": b" \n\t" * 1000,
    "malformed": b"<Dokument><Meta>",
    "cut": dokument("<Bog><Kapitel>")[:-30],
    "entity": dokument("&x;", '<!DOCTYPE Dokument [<!ENTITY x "y">]>'),
    "external entity": dokument("&x;", '<!DOCTYPE Dokument [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "external type": dokument("", '<!DOCTYPE Dokument SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "billion laughs": dokument("&l11;", f'<!DOCTYPE Dokument [<!ENTITY l0 "ha">{LAUGHS}]>'),
    "deep xml": dokument("<Bog>" * DEEP + "</Bog>" * DEEP),
    "deep markup in a run": dokument("<Char>" + "<b>" * DEEP + "</b>" * DEEP + "</Char>"),
    "wide xml": dokument("<Paragraf><Explicatus>§ 1.</Explicatus></Paragraf>" * 20_000),
    "deep html": answer('<p class="Titel2">x</p>' + "<div>" * DEEP + "x"),
    "deep inline html": answer('<p class="Titel2">' + "<b>" * DEEP + "x"),
    "deep tables": answer('<p class="Titel2">x</p>' + "<table><tr><td>" * 20_000),
    "notes in notes": answer(
        '<p class="Titel2"><a class="FodnoteHenvisning" href="#a">1</a></p>'
        '<p class="Fodnote"><a class="FodnoteNr" name="a">1</a><a class="FodnoteHenvisning" href="#a">1</a></p>' * 500
    ),
    "answer with nothing in it": b"[]",
    "answer of half characters": answer('<p class="Titel2">Lov \ud800</p><p class="Paragraf">Ord</p>'),
    "deep json": b"[" * DEEP,
    "deep json object": b'{"a":' * DEEP,
    "deep lists": (HEAD + "§ 1. Ord:\n" + "1) x\na) y\ni) z\n" * 3000).encode(),
    "many labels in a line": (HEAD + "§ 1. " + "1) et 2) to a) x b) y " * 3000).encode(),
    "many stykker in a line": (HEAD + "§ 1. " + "".join(f"Stk. {n}. Ord. " for n in range(2, 6000))).encode(),
    "open quotations": (HEAD + "§ 1. " + "»" * 20_000 + "«" * 20_000).encode(),
    "open parentheses": (HEAD + "§ 1. " + "(" * 20_000 + "Ord. " * 2000).encode(),
    "long number": (HEAD + "§ " + "1" * 20_000 + ". Ord.\nStk. " + "2" * 20_000 + ". Ord.").encode(),
    "blank line of a megabyte": (HEAD + "§ 1. Ord." + " " * 1_000_000 + "x").encode(),
    "amends for ever": (HEAD + "§ 1. I " + "lov foretages " * 50_000).encode(),
    "utf-16": (HEAD + "§ 1. Øer.").encode("utf-16"),
    "windows-1252": (HEAD + "§ 1. Øer.").encode("cp1252"),
    "nul": b"LBK nr\x00",
    "zip of nothing": b"PK\x03\x04",
    "zip bomb": zipped(b" " * 400_000_000),
    "zip bomb of xml": zipped(b"<w:p/>" * 4_000_000),
    "deep word": word("<w:sdt>" * DEEP + "</w:sdt>" * DEEP),
    "nested tables in word": word("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200),
    "laughs in word": zipped(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l11;</x>'.encode()),
    "pdf of nothing": b"%PDF-1.7\n%%EOF",
    "pdf bomb": pdf(zlib.compress(b"0 " * 200_000_000), b"/Filter/FlateDecode"),
    "pdf of operators": pdf(zlib.compress(b"q Q " * 20_000_000), b"/Filter/FlateDecode"),
    "pdf bomb in a bomb": pdf(zlib.compress(zlib.compress(b" " * 200_000_000)), b"/Filter[/FlateDecode/FlateDecode]"),
    "deep pdf": pdf(b"[" * DEEP),
    "pdf without end": b"%PDF-1.4\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages>>endobj " * 5000 + b"trailer<</Root 1 0 R>>",
}


def faults(cases: Iterator[tuple[str, Path]], folder: Path) -> list[list[str]]:
    listed = folder / "cases"
    listed.write_text("\n".join(f"{reader}\t{path}" for reader, path in cases), encoding="utf-8")
    command = [sys.executable, "-m", "scripts.read_hostile", str(listed), str(SECONDS), str(MEMORY)]
    answered = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answered.returncode == 0, answered.stderr[-2000:]
    found: list[list[str]] = json.loads(answered.stdout)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="needs the system's limits on work and memory (not on Windows)")
def test_what_is_made_to_break_a_reader_does_not(tmp_path: Path) -> None:
    def cases() -> Iterator[tuple[str, Path]]:
        for name, data in MADE.items():
            path = tmp_path / name.replace(" ", "-")
            path.write_bytes(data)
            yield "any", path

    assert faults(cases(), tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs the system's limits on work and memory (not on Windows)")
def test_what_fuzzing_found_is_read_or_refused(tmp_path: Path) -> None:
    found = sorted(path for path in FOUND.glob("*/*") if path.is_file())
    assert len(found) > 50
    assert faults(((path.parent.name, path) for path in found), tmp_path) == []
