"""Lint: one fault each as a table of cases; every shipped template clean; all forms of what is found."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from lawtext.drafting import catalogue, gate, packages
from lawtext.drafting.contracts import FieldHelp, Requirement
from lawtext.drafting.findings import as_json, comments, sarif
from lawtext.drafting.findings.finding import Finding, Level
from lawtext.drafting.linting.declared import Declared, Value
from lawtext.drafting.linting.lint import lint
from lawtext.drafting.linting.template import read_rules
from lawtext.errors import UnusableInputError
from tests.drafting import word
from tests.drafting.findings import sarif_shape
from tests.drafting.word import paragraph

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
STYLES = (
    f'<w:styles {word.W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/></w:style></w:styles>'
)
HEADING = paragraph("Afgørelse", style="Heading1")


def template(body: str, title: str = "Titel", styles: str = STYLES) -> bytes:
    return word.with_part(word.docx(HEADING + body, title=title), "styles", styles)


def declared(*optional: str) -> Declared:
    fields = [FieldHelp("name", required=True, personal=True, help="Navn.")]
    fields += [FieldHelp(name, required=False, personal=False, help="Frit.") for name in optional]
    values = (Value("rows[].a", "Rækker."), Value("rows[].b", "Rækker."))
    requires = (Requirement("name", ("name",), "Navnet mangler.", "en regel"),)
    return Declared("t", "T", "1", tuple(fields), values, requires=requires)


def body(items: list[Any]) -> str:
    """Paragraphs, and tables of the rows that stand together; a table's first row is its header."""
    made, rows = "", list[str]()
    for item in [*items, None]:
        if isinstance(item, list):
            cells = "".join(map(word.cell, item))
            header = "<w:trPr><w:tblHeader/></w:trPr>" if not rows else ""
            rows.append(f"<w:tr>{header}{cells}</w:tr>")
            continue
        if rows:
            made, rows = made + word.table(*rows, columns=rows[0].count("<w:tc>")), []
        made += paragraph(item) if item is not None else ""
    return made


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(one.rule for one in findings)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_fault_is_told_by_its_rule_and_place(case: dict[str, Any]) -> None:
    found = lint(template(body(case["body"])), "t.docx", declared(*case.get("fields", ())))
    assert rules(found) == sorted(case.get("rules", []))
    for one in found:
        assert one.spot.text == case.get("words", one.spot.text)
        assert one.spot.in_words() == case.get("place", one.spot.in_words())
        assert one.says.endswith((".", ").")) and one.says_en
        assert not re.search(r"(?<!\{)\{[a-z_0-9]+\}(?!\})", one.says)


MARKED = {
    "tracked insertion": (
        '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        "tracked-change",
    ),
    "tracked deletion": (
        '<w:p><w:r><w:t>a</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>b</w:delText></w:r></w:del></w:p>',
        "tracked-change",
    ),
    "comment": ('<w:p><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>', "comment"),
    "hidden text": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p>", "hidden-text"),
    "other language": ('<w:p><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>a</w:t></w:r></w:p>', "no-language"),
    "no header row": (word.table(word.row("a"), columns=1), "no-header-row"),
    "no words for a picture": (word.drawing(1, ""), "no-alt-text"),
    "level left out": (paragraph("b", style="Heading3"), "skipped-heading"),
}


@pytest.mark.parametrize("name", MARKED)
def test_what_is_left_in_the_file_and_what_cannot_be_read_aloud(name: str) -> None:
    markup, rule = MARKED[name]
    found = lint(template(paragraph("{{ name }}") + markup), "t.docx", declared())
    assert rules(found) == [rule]
    assert found[0].spot.heading == "Afgørelse"


def test_what_the_whole_document_lacks() -> None:
    content = word.docx(paragraph("{{ name }}"))
    assert rules(lint(content, "t.docx", declared())) == ["no-heading", "no-language", "no-title"]


def test_a_template_without_a_contract_is_told_so_and_its_fields_are_not_checked() -> None:
    found = lint(template(paragraph("{{ anything.at.all }}")), "t.docx")
    assert rules(found) == ["no-contract"]
    assert found[0].level is Level.NOTE


def test_all_problems_are_told_at_once() -> None:
    content = template(body(["{{ nam }}", "{% if %}", "§ 7", "", "Tekst {%p if name %}", "{%p endif %}"]), title="")
    found = set(rules(lint(content, "t.docx", declared())))
    assert {"DTL209", "undeclared-field", "typed-citation", "empty-paragraph", "no-title"} <= found


def test_what_the_gate_refuses_is_no_finding() -> None:
    with pytest.raises(UnusableInputError, match=r"^t\.docx"):
        lint(b"PK", "t.docx")


def test_headers_and_notes_are_linted_too() -> None:
    content = word.with_part(
        word.docx(HEADING + paragraph("{{ name }}"), header=paragraph("{{ nope }}"), title="T"), "styles", STYLES
    )
    (one,) = lint(content, "t.docx", declared())
    assert (one.rule, one.spot.in_words()) == ("undeclared-field", "sidehoved, afsnit 1")


def test_every_rule_that_docxtpl_lint_has_is_said_in_danish() -> None:
    from docxtpl_lint.messages import RULES  # noqa: PLC0415 - heavy

    about_data = {rule for rule in RULES if rule.startswith(("DTL3", "DTL4"))}  # asked only of sample data
    assert RULES.keys() - about_data == {rule for rule in read_rules() if rule.startswith("DTL")}


def test_findings_in_every_form() -> None:
    content = template(paragraph("Efter § 12 skal {{ nope }} svare.") + paragraph("{{ name }}"))
    found = lint(content, "t.docx", declared())
    assert {one["rule"] for one in json.loads(as_json.write(found))["findings"]} == {
        "typed-citation",
        "undeclared-field",
    }
    log = json.loads(sarif.write(found, read_rules(), "1"))
    assert len(log["runs"][0]["results"]) == 2
    assert sarif_shape.faults(log) == []
    copied = gate.read(comments.write(content, "t.docx", found), "kopi.docx")
    assert copied["word/comments.xml"].data().count(b"<w:comment ") == 2
    assert "§ 12" in "".join(re.findall("<w:t[^>]*>([^<]*)", copied[packages.DOCUMENT].data().decode()))


def test_findings_are_values() -> None:
    found = lint(template(paragraph("{{ nope }}")), "t.docx", declared())
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[Finding, ...]) == found


@pytest.mark.parametrize("entry", catalogue.every(), ids=lambda entry: entry.path.stem)
def test_every_shipped_template_is_clean(entry: catalogue.Entry) -> None:
    found = lint(entry.content, entry.path.name, entry.contract)
    assert [one.says for one in found if one.level is not Level.NOTE] == []


def test_a_copy_of_a_shipped_template_with_its_yaml_is_clean_too(tmp_path: Path) -> None:
    for entry in catalogue.every():
        if entry.kind == "decisions":
            for end in (".docx", ".yaml"):
                (tmp_path / entry.path.with_suffix(end).name).write_bytes(entry.path.with_suffix(end).read_bytes())
    for path in sorted(tmp_path.glob("*.docx")):
        entry = catalogue.find(str(path))
        assert entry.contract
        found = lint(entry.content, path.name, entry.contract)
        assert [one.says for one in found if one.level is not Level.NOTE] == []


def test_fields_of_the_title_and_of_endnotes_are_known_too() -> None:
    notes = f'<w:endnotes {word.W}><w:endnote w:id="1">{paragraph("{{ remark }}")}</w:endnote></w:endnotes>'
    content = word.with_part(
        template(paragraph("x"), title="Om {{ name }} & {{ nope }}".replace("&", "&amp;")), "endnotes", notes
    )
    (one,) = lint(content, "t.docx", declared("remark"))
    assert (one.rule, one.says) == ("undeclared-field", "Feltet »nope« findes ikke blandt skabelonens felter.")
