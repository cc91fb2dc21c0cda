"""A template without a case: every field says its own name; a new template begins clean."""

import re

import pytest

from lawtext.drafting import catalogue, gate, starting
from lawtext.drafting.linting.declared import beside
from lawtext.drafting.linting.lint import lint
from lawtext.drafting.placeholders import blanks, placeholders
from lawtext.drafting.templates import Template
from tests.drafting.test_as_docxtpl import by_docxtpl, canonical, compared
from tests.drafting.word import docx, paragraph, part

TEMPLATE = docx(
    paragraph("{{ person.name }} {{ number * 2 }} {{r rich }}")
    + paragraph("{%p for r in rows %}")
    + paragraph("{{ r.a }}")
    + paragraph("{%p endfor %}")
    + paragraph("{{p inserted }}")
)


def test_every_field_says_its_name_or_its_example() -> None:
    made = part(Template(TEMPLATE, "t").render(placeholders(TEMPLATE, {"person.name": "Anna & Bo"})))
    assert "Anna &amp; Bo 2 " in made
    for name in ("rich", "rows.a", "inserted"):
        assert f"«{name}»" in made


def test_blanks_have_no_text_and_no_rows() -> None:
    values = blanks(TEMPLATE)
    assert (values["person"], values["rows"], values["number"]) == ({"name": ""}, [], 0)
    assert "«" not in part(Template(TEMPLATE, "t").render(values))


def test_a_template_without_fields_has_no_values() -> None:
    assert placeholders(docx(paragraph("{{ cite('§ 2') }} og ord"))) == {}


@pytest.mark.parametrize("entry", catalogue.every(), ids=lambda entry: entry.path.stem)
@pytest.mark.parametrize("make", [placeholders, blanks])
def test_every_shipped_template_as_docxtpl_part_by_part(entry: catalogue.Entry, make: object) -> None:
    content = entry.content
    values = (placeholders if make is placeholders else blanks)(content)
    template = Template(content, entry.path.name)
    written = {text: text for text in template.cites}
    ours, theirs = template.render(values, written), by_docxtpl(content, values | {"cite": written.get})
    for each in compared(content):
        assert canonical(ours, each) == canonical(theirs, each), each


@pytest.mark.parametrize(("kind", "of"), [("decision", "decisions"), ("application", "applications")])
def test_a_new_template_is_clean_and_has_its_name(kind: str, of: str, tmp_path: object) -> None:
    started = starting.start(kind, "ny-type", "Ny: 'type' & 1")
    path = tmp_path / "ny-type.yaml"  # type: ignore[operator]
    path.write_text(started.contract, encoding="utf-8")
    contract = beside(path, of)
    assert (contract.type, contract.title) == ("ny-type", "Ny: 'type' & 1")
    assert lint(started.word, "ny-type.docx", contract) == ()
    assert "<dc:title>Ny: 'type' &amp; 1</dc:title>" in part(started.word, "docProps/core.xml")


def test_a_new_template_has_the_shared_look() -> None:
    looks = [
        gate.read(content, "t.docx")["word/styles.xml"].data()
        for content in (starting.start("decision", "x", "X").word, catalogue.find("hold").content)
    ]
    assert looks[0] == looks[1]
    assert re.search(rb'w:val="da-DK"', looks[0])
