"""documentHtml: pages with the trees that stand beside them, anchors, and pages made from XML acts."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation import tree

from lawtext import reading
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Edition, Form
from lawtext.law.units import Kind
from lawtext.reading import agreement, documenthtml, lexdania, losses
from scripts import acts_as_html

DATA = Path(__file__).parent.parent / "data"
CASES = sorted(
    path for path in (DATA / "html").iterdir() if path.suffix in (".html", ".json") and "meta" not in path.name
)
META = json.dumps({"shortName": "LBK nr 9 af 22/04/2014"}).encode()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_has_the_tree_beside_it(path: Path) -> None:
    assert tree(reading.read(path)) == path.with_suffix(".tree").read_text(encoding="utf-8")


def test_what_the_page_calls_its_places_leads_to_units() -> None:
    edition = reading.read(DATA / "html" / "consolidation.html")
    anchors = {anchor.name: anchor.unit for anchor in edition.anchors}
    assert anchors == dict.fromkeys(("idce200b36-b144-4381-b756-a6245a47d92f", "K1", "Kap1"), "Kap1")


def test_the_facts_come_from_the_answer_and_from_the_file_beside() -> None:
    answer = reading.read(DATA / "html" / "amending.json")
    assert (answer.source.form, answer.accession, answer.amending) == (Form.HTML, "A20180070730", True)
    assert [fact.name for fact in answer.facts] == ["Offentliggørelsesdato", "Accession"]
    assert reading.read(DATA / "html" / "consolidation.html").ministry == "Haveministeriet"


def page(body: str) -> Edition:
    html = f'<p class="Titel2">Lov om prøver</p>{body}'
    return documenthtml.read(html, html.encode(), META, "side.html")


def test_a_page_without_metadata_says_its_number_before_the_title_or_is_refused() -> None:
    saved = "<body><h1>LBK nr 9 af 22/04/2014</h1><p class='Titel2'>Lov</p><p class='Paragraf'>Ord.</p></body>"
    assert documenthtml.read(saved, b"", b"", "gemt.html").id == "2014-9"
    with pytest.raises(UnusableInputError, match=r"gemt\.html siger ikke retsaktens nummer"):
        documenthtml.read(saved.replace("LBK", "lbk"), b"", b"", "gemt.html")


def test_a_list_set_as_plain_lines_is_one_as_it_is_in_the_xml() -> None:
    plain = "".join(f'<p class="Tekst2">{line}</p>' for line in ("1) Tegning.", "2) Sløjd."))
    edition = page(
        f'<p class="Paragraf"><span class="ParagrafNr">§ 1.</span> Der undervises i følgende fag:</p>{plain}'
    )
    assert [unit.id for unit in edition.by_id()["Par1_Stk1"].children] == ["Par1_Stk1_Num1", "Par1_Stk1_Num2"]


def test_cells_of_a_framed_table_are_addressed() -> None:
    rows = "<tr><td><div>a</div></td><td>b</td></tr><tr><td>c</td><td></td></tr>"
    framed = f'<table class="Containertable"><tr><td><table>{rows}</table></td></tr></table>'
    edition = page(f'<p class="Paragraf"><span class="ParagrafNr">§ 1.</span> Satser:</p>{framed}')
    cells = {
        unit.id: unit.passages[0].text for unit in edition.by_id().values() if unit.kind is Kind.CELL and unit.passages
    }
    assert cells == {
        "Par1_Stk1_Tab1_R1_C1": "a",
        "Par1_Stk1_Tab1_R1_C2": "b",
        "Par1_Stk1_Tab1_R2_C1": "c",
    }


def test_pages_made_of_real_acts_have_the_units_of_their_xml(shared: Path) -> None:
    right = first = second = 0
    for path in sorted((shared / "corpus" / "lexdania").glob("*.xml"))[::25]:
        edition = lexdania.read(path.read_bytes(), path.name)
        html = acts_as_html.write(path.read_bytes())
        meta = json.dumps({"shortName": f"LOV nr {edition.id[5:]} af {edition.signed:%d/%m/%Y}"}).encode()
        found = agreement.of_all(edition, documenthtml.read(html, html.encode(), meta, path.name))
        right, first, second = right + found.right, first + found.first, second + found.second
    assert right / first > 0.995
    assert right / second > 0.995


def test_every_real_page_is_read_with_ids_of_its_own(shared: Path) -> None:
    pages = [path for path in sorted((shared / "corpus" / "html").iterdir()) if "meta" not in path.name]
    assert len(pages) == 13
    for path in pages:
        edition = reading.read(path)
        assert path.name.replace("_", "-").startswith(edition.id)
        ids = [unit.id for root in (*edition.title_notes, *edition.units) for unit in root.walk()]
        assert len(ids) == len(set(ids))
        assert not [uid for uid in ids if uid.startswith("Par") and "(" in uid]
        assert losses.in_order(edition)


CLASSES = [*documenthtml.ROLES, "Liste1", "Liste2", "Liste3", "TekstGenerel", "Ukendt"]
LINES = st.tuples(
    st.sampled_from(CLASSES),
    st.sampled_from(["", "§ 1.", "Stk. 2.", "1)", "»1.", "a)"]),
    st.sampled_from(["", "Ord.", "»Ny:"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_any_order_of_lines_is_read_whole(lines: list[tuple[str, str, str]]) -> None:
    html = "".join(f'<p class="{css}"><span class="StkNr">{label}</span>{text}</p>' for css, label, text in lines)
    edition = page(html)
    ids = [unit.id for root in edition.units for unit in root.walk()]
    assert len(ids) == len(set(ids))
    assert losses.in_order(edition)
    printed = "".join(passage.raw for passage in losses.passages(edition))
    wanted = "Lov om prøver" + "".join(label + text for _, label, text in lines)
    assert sorted("".join(printed.split())) == sorted("".join(wanted.split()))
