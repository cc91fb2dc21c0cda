"""Fuzzing of one reader by structure: `python -m scripts.fuzz_reading_by_structure READER SECONDS FOLDER`.

Hypothesis puts together what a form is made of (elements, classes, labels, words), in any order and nesting, so that
more of a reader is met than by changing bytes. READER is one of MADE. What breaks a reader is made small and kept in
FOLDER, in the bytes that scripts.read_hostile takes; the run goes on until the time is over or three faults are found.
"""

import hashlib
import json
import logging
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from scripts import read_hostile

_SECONDS_OF_WORK = 2
_FAULTS = 3
LABELS = (
    *("§ 1.", "§ 1 a.", "§§ 2-4.", "§§ 2 og 3.", "§ 10 A.", "§", "Stk. 2.", "Stk. 2-3.", "Stk.", "1)", "2)", "10 a)"),
    *("a)", "aa)", "i)", "iv)", "-", "–", "1.", "26.", "1)1)", "Kapitel 1", "Kapitel 1 a", "Afsnit I", "Bog 1"),
    *("Bilag 1", "Litra A"),
)
WORDS = (
    *("Ord.", "ord", "(Ophævet)", "(Udeladt)", "»", "«", "»Stk. 2. Ny.«", "jf. § 2, stk. 3", ":", ",", " og ", " "),
    *("\n", "\xa0", "\xad", "\u200c", "ﬁ", "nr. 7 af 1. maj 2010", "1. pkt.", "bliver herefter stk. 3", "ophæves."),
    *("I lov om prøver foretages følgende ændringer:", "indsættes efter stk. 1 som nyt stykke:", "affattes således:"),
    *("1°", "²", "\ufffd", "💧"),
)
_ELEMENTS = (
    *(
        "Bog",
        "Afsnit",
        "Kapitel",
        "ParagrafGruppe",
        "Paragraf",
        "Stk",
        "Exitus",
        "Linea",
        "Index",
        "Indentatio",
        "Nota",
    ),
    *("Table", "Tr", "Td", "Image", "Rubrica", "Bilag", "Ikraft", "IkraftCentreretParagraf", "Aendring", "Signatur"),
    *("AendringCentreretParagraf", "AendringsNummer", "AendringDefinition", "AendringAktion", "AendringNyTekst"),
    *("Rykningsklausul", "Indledning", "Hymne", "Titel", "TitelGruppe", "Fodnote", "Ukendt"),
)
_CLASSES = (
    *("Titel2", "Indledning2", "Paragraf", "Stk2", "Liste1", "Liste2", "Kapitel", "KapitelOverskrift2", "Afsnit"),
    *("ParagrafGruppeOverskrift", "AendringMedNr", "AendringNyTekst", "Fodnote", "FodnoteHenvisning", "FodnoteNr"),
    *("ParagrafNr", "StkNr", "Liste1Nr", "Bold", "IkraftTekst", "Givet", "Bilag", "Ukendt"),
)
_TAGS = ("p", "p", "p", "div", "span", "a", "b", "br", "table", "tr", "td", "ul", "li", "hr", "script", "svg")
_WORD_ELEMENTS = ("p", "p", "r", "tbl", "tr", "tc", "sdt", "del", "ins", "br", "tab", "footnoteReference", "pPr")

texts = st.lists(st.sampled_from((*LABELS, *WORDS)) | st.text(max_size=6), max_size=5).map(" ".join)
lines = st.lists(texts, max_size=30).map(lambda rows: "\n".join(("§ 1. Ord.", *rows)))


def _together(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(pieces, min_size=1, max_size=8).map("".join)


def _escaped(text: str) -> str:
    text = "".join(
        char for char in text if char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char < "\ue000"
    )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _lexdania(inner: str) -> bytes:
    meta = "<Meta><Year>2016</Year><Number>9</Number><DiesSigni>2016-01-02</DiesSigni></Meta>"
    return f"<Dokument>{meta}<DokumentIndhold>{inner}</DokumentIndhold></Dokument>".encode()


_leaves = st.tuples(st.sampled_from(("Explicatus", "Char", "Char")), texts).map(
    lambda leaf: f"<{leaf[0]}>{_escaped(leaf[1])}</{leaf[0]}>"
)
lexdania = _together(
    st.recursive(
        _leaves,
        lambda inner: st.tuples(st.sampled_from(_ELEMENTS), st.lists(inner, max_size=5)).map(
            lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
        ),
        max_leaves=40,
    )
).map(_lexdania)

html = _together(
    st.recursive(
        texts.map(_escaped),
        lambda inner: st.tuples(
            st.sampled_from(_TAGS), st.sampled_from(_CLASSES), texts, st.lists(inner, max_size=5)
        ).map(
            lambda made: (
                f'<{made[0]} class="{made[1]}" id="{_escaped(made[2])}" href="#{_escaped(made[2])}">'
                f"{''.join(made[3])}</{made[0]}>"
            )
        ),
        max_leaves=40,
    )
).map(lambda inner: f'<p class="Titel2">Lov om prøver</p>{inner}'.encode())


def _named(answer: object) -> object:
    """An answer that names its act, so that reading goes on; any other value as it is."""
    return {**answer, "shortName": "LBK nr 9 af 22/04/2014"} if isinstance(answer, dict) else [answer]


_PLAIN = st.none() | st.booleans() | st.integers() | texts | st.characters().map(str) | html.map(bytes.decode)
_KEYS = ("documentHtml", "shortName", "title", "metadata", "displayName", "displayValue", "EliUrl", "ressort", "x")
answers = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6),
    max_leaves=12,
).map(lambda value: json.dumps(_named(value)).encode())

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
word = _together(
    st.recursive(
        texts.map(lambda text: f"<w:r><w:t>{_escaped(text)}</w:t></w:r>"),
        lambda inner: st.tuples(st.sampled_from(_WORD_ELEMENTS), st.lists(inner, max_size=5)).map(
            lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"
        ),
        max_leaves=40,
    )
).map(
    lambda inner: (
        f'<w:document xmlns:w="{_SPACE}"><w:body><w:p><w:r><w:t>LBK nr 9 af 22/04/2014</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>Lov om prøver</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>§ 1. Ord.</w:t></w:r></w:p>{inner}</w:body></w:document>"
    ).encode()
)


def _set(pieces: list[tuple[int, int, str]]) -> bytes:
    """A PDF of one page; each piece is set at its place. Its font is not described, as in damaged files."""
    shown = "".join(f"BT /F1 10 Tf {left} {base} Td ({_literal(text)}) Tj ET\n" for left, base, text in pieces)
    stream = zlib.compress(shown.encode("latin-1", "replace"))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, font)
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


pdf = st.lists(st.tuples(st.integers(30, 560), st.integers(0, 842), texts), max_size=40).map(
    lambda pieces: _set(
        [(60, 800, "LBK nr 9 af 22/04/2014"), (60, 780, "Lov om prøver"), (60, 760, "§ 1. Ord."), *pieces]
    )
)

MADE: dict[str, st.SearchStrategy[bytes]] = {
    "lexdania": lexdania,
    "html": html,
    "word": word,
    "pdf": pdf,
    "lined": lines.map(str.encode),
    "flattened": lines.map(str.encode),
    "any": answers | lexdania | html | pdf | lines.map(str.encode) | st.binary(max_size=200),
}
"""What is put together for a reader of scripts.read_hostile."""


def main() -> None:
    reader, until, folder = sys.argv[1], time.monotonic() + float(sys.argv[2]), Path(sys.argv[3])
    logging.disable(logging.CRITICAL)
    folder.mkdir(parents=True, exist_ok=True)
    tried = found = runs = 0

    def one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        last[:] = [data]
        began = time.process_time()
        read_hostile.read(reader, data)
        assert time.process_time() - began < _SECONDS_OF_WORK, "too much work"

    last: list[bytes] = []
    while time.monotonic() < until and found < _FAULTS:
        runs += 1
        try:
            _searched(one, reader, runs)()
        except Exception as error:
            found += 1
            kept = folder / f"broke-{hashlib.sha256(last[0]).hexdigest()[:8]}"
            kept.write_bytes(last[0])
            print(f"{kept}: {error!r}")
    print(f"{reader}: {tried} inputs, {found} faults")


def _searched(one: Callable[[bytes], None], reader: str, number: int) -> Callable[[], None]:
    """A thousand inputs from a start of their own; a fault is raised in its smallest form."""
    search = settings(
        max_examples=1000,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    searched: Callable[[], None] = seed(number)(search(given(MADE[reader])(one)))
    return searched


if __name__ == "__main__":
    main()
