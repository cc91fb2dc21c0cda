"""The record: what it says, what it gives away, what of a changed file it shows, and the file made again."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from msgspec.structs import replace

from lawtext import shipped
from lawtext.cli import given
from lawtext.cli.main import lawtext
from lawtext.drafting import cases, gate, packages, record, record_slots, reproducing
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import Desk, Letter
from lawtext.drafting.templates import Template
from lawtext.errors import LawtextError, UnusableInputError
from tests.drafting import word
from tests.drafting.conftest import EXAMPLES

CASE = EXAMPLES / "hold-2018.yaml"
BODY, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
CUSTOM, ITEM = "docProps/custom.xml", "customXml/item9000.xml"
RELATIONS = "customXml/_rels/item9000.xml.rels"
A_RECORD = record.Record("0.1.0", "c", "egen", "1", "t", "i", "2018-09-03")


@pytest.fixture(scope="module")
def letter(desk: Desk) -> Letter:
    return desk.letter(cases.read(CASE))


@pytest.fixture
def file(letter: Letter, tmp_path: Path) -> Path:
    (tmp_path / "brev.docx").write_bytes(letter.content)
    return tmp_path / "brev.docx"


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    parts = gate.read(content, "brev.docx")
    data = parts[part].data().decode()
    assert old in data
    parts[part] = packages.deflated(part, data.replace(old, new, 1).encode())
    return packages.write(parts.values())


def run(*args: str) -> Result:
    return CliRunner().invoke(lawtext, ["record", *args])


def test_an_untouched_letter_has_its_record_and_nothing_is_changed(letter: Letter) -> None:
    assert record.read(letter.content, "brev.docx") == record.Found(letter.record)


CHANGES = {
    "a provision in the table": (BODY, "§\u00a096\u00a0b, stk.\u00a01", "§\u00a096\u00a0c, stk.\u00a01", "tekst"),
    "a date of the result": (BODY, "31. maj 2019", "31. maj 2020", "tekst"),
    "a digit of the deadline": (BODY, "inden 4 uger", "inden 3 uger", "tekst"),
    "the municipality in the header": (HEADER, "Fredensborg Kommune", "Rudersdal Kommune", "tekst"),
    "the address in the footer": (FOOTER, "Eksempelgade 2", "Eksempelgade 3", "tekst"),
    "the record": (ITEM, 'status="exists"', 'status="repealed"', "Oplysningerne"),
    "words behind a comment": (BODY, "31. maj 2019", "31. maj 2019<!-- --> eller senere", "tekst er"),
    "words in a marked section": (BODY, "31. maj 2019", "31. maj 2019<![CDATA[ eller senere]]>", "tekst er"),
    "the text's hash": (CUSTOM, record.TEXT_PROPERTY, "andet", "fingeraftryk er slettet"),
    "the record's hash": (CUSTOM, hashlib.sha256(b"").hexdigest()[:0] + "<vt:lpwstr>", "<vt:lpwstr>0", "Oplysningerne"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_said(letter: Letter, name: str) -> None:
    part, old, new, said = CHANGES[name]
    found = record.read(edited(letter.content, part, old, new), "brev.docx")
    assert len(found.changed) == 1
    assert said in found.changed[0]


def test_what_word_does_when_it_saves_the_file_again_is_no_change(letter: Letter) -> None:
    parts = gate.read(letter.content, "brev.docx")
    saved = {}
    for part in parts.values():
        name, data = part.name, part.data()
        if name == BODY:  # runs cut in two
            data = re.sub(rb"(<w:t[^>]*>)(\w+) ", rb"\1\2</w:t></w:r><w:r>\1 ", data)
        if name == FOOTER:  # pages counted anew
            data = re.sub(rb'("separate"/></w:r><w:r><w:t>)\d+', rb"\g<1>7", data)
        if name == ITEM:  # written with another prolog, under another name
            name, data = "customXml/item1.xml", data.replace(b' standalone="yes"', b"").replace(b"UTF-8", b"utf-8")
        saved[name] = packages.deflated(name, data)
    assert all(saved[name].data() != parts[name].data() for name in (BODY, FOOTER))
    assert record.read(packages.write(saved.values()), "brev.docx") == record.Found(letter.record)


def test_comments_in_what_a_record_lies_in_are_no_change(letter: Letter) -> None:
    content = edited(letter.content, CUSTOM, "<property", "<!-- x --><?y z?><property")
    assert record.read(content, "brev.docx") == record.Found(letter.record)


def saved_by_word(content: bytes) -> bytes:
    """The letter with its record under the name that Word gives it."""
    parts = gate.read(content, "brev.docx")
    renamed = [
        packages.deflated(name.replace("9000", "1"), part.data().replace(b"9000.xml", b"1.xml"))
        for name, part in parts.items()
    ]
    return packages.write(renamed)


@pytest.mark.parametrize("saved", [False, True], ids=["as made", "saved by Word"])
def test_a_template_made_out_of_a_letter_keeps_nothing_of_its_record(letter: Letter, saved: bool) -> None:
    old = saved_by_word(letter.content) if saved else letter.content
    other = replace(letter.record, date="2019-01-02")
    made = Template(old, "egen.docx").render({}, {}, other)
    assert record.read(made, "brev.docx") == record.Found(other)
    held = [name for name in gate.read(made, "brev.docx") if name.startswith("customXml/")]
    assert sorted(held) == [RELATIONS, ITEM, "customXml/itemProps9000.xml"]
    assert b"itemProps1" not in b"".join(part.data() for part in gate.read(made, "brev.docx").values())


def test_a_template_s_own_document_properties_stay_beside_the_record_s(letter: Letter) -> None:
    own = '<property fmtid="{D5}" pid="2" name="Journal"><vt:lpwstr>Sag &amp; akt</vt:lpwstr></property></Properties>'
    template = Template(edited(letter.content, CUSTOM, "</Properties>", own), "egen.docx")
    made = [template.render({}, {}, letter.record), template.render({}, {}, letter.record)]
    assert made[0] == made[1]
    properties = etree.fromstring(gate.read(made[0], "brev.docx")[CUSTOM].data())
    assert [(one.get("pid"), one.get("name")) for one in properties] == [
        ("2", record.RECORD_PROPERTY),
        ("3", record.TEXT_PROPERTY),
        ("4", "Journal"),
    ]
    assert record.read(made[0], "brev.docx") == record.Found(letter.record)


def test_a_letter_without_a_record_is_whole_xml_and_has_none(letter: Letter) -> None:
    made = Template(letter.content, "egen.docx").render({})
    etree.fromstring(gate.read(made, "brev.docx")[ITEM].data())
    with pytest.raises(UnusableInputError, match="er ikke lavet af lawtext"):
        record.read(made, "brev.docx")


def test_a_document_without_relationships_gets_those_it_needs() -> None:
    parts = word.parts(word.paragraph("Hej"))
    del parts["word/_rels/document.xml.rels"]
    made = Template(word.zipped(parts), "egen.docx").render({}, {}, A_RECORD)
    assert record.read(made, "brev.docx") == record.Found(A_RECORD)


def test_the_record_is_written_in_canonical_form(desk: Desk, letter: Letter) -> None:
    draft = desk.letter(cases.read(EXAMPLES / "hold-2020.yaml")).record
    odd = replace(letter.record, program='a"b<c>&\t\n\r', reasons=('x"<>&\r\n\ty',))
    for one in (letter.record, draft, odd):
        written = record.to_xml(one)
        assert written.endswith(etree.tostring(etree.fromstring(written), method="c14n"))


def test_of_the_cpr_number_only_the_day_of_birth_is_in_the_hashes(desk: Desk) -> None:
    case = cases.read(CASE)
    others = [
        desk.letter(replace(case, person=replace(case.person, cpr=cpr)))
        for cpr in ("320592-0000", "320592-9999", "320593-0000")
    ]
    hashes = [
        (one.record.input_hash, re.findall(r"lpwstr>(\w+)<", word.part(one.content, CUSTOM))[1]) for one in others
    ]
    assert hashes[0] == hashes[1]
    assert hashes[0][0] != hashes[2][0]
    assert hashes[0][1] != hashes[2][1]


@pytest.mark.parametrize("name", ["hold-2018", "hold-2020"])
def test_nothing_of_the_party_is_in_the_record(desk: Desk, name: str) -> None:
    case = cases.read(EXAMPLES / f"{name}.yaml")
    late = replace(case, person=replace(case.person, born=None, age=77))
    for one in (case, late):
        parts = gate.read(desk.letter(one).content, "brev.docx")
        for part in (ITEM, CUSTOM, "docProps/core.xml"):
            text = parts[part].data().decode()
            for personal in ("Maja", "320592", "angst", "Eksempelvej", "18/00000", "gammel"):
                assert personal not in text


@pytest.mark.parametrize(
    ("content", "said"),
    [(word.docx(word.paragraph("Hej")), "er ikke lavet af lawtext"), (b"PK", "ikke en læsbar Word-fil")],
)
def test_a_file_without_a_record_is_one_clear_line(content: bytes, said: str) -> None:
    with pytest.raises(UnusableInputError, match=said) as caught:
        record.read(content, "andet.docx")
    assert "\n" not in str(caught.value)


def test_a_record_in_something_else_than_a_record_is_none() -> None:
    made = word.parts(word.paragraph("Hej"))
    made["customXml/item1.xml"] = f'<x xmlns="{record.NAMESPACE}"/>'
    with pytest.raises(UnusableInputError, match="er ikke lavet af lawtext"):
        record.read(word.zipped(made), "andet.docx")


def test_show_as_text_and_as_json(file: Path, letter: Letter) -> None:
    shown = run("show", str(file))
    assert shown.exit_code == 0, shown.output
    for words in ("hold", letter.record.corpus, "2016-1342#Par96b_Stk1", "findes", "endeligt", "Forbehold:"):
        assert words in shown.output
    facts = json.loads(run("show", str(file), "--json").output)
    assert facts["final"] is True
    assert facts["changed"] == []
    assert facts["template_sha256"] == letter.record.template_sha256
    assert facts["citations"][0]["addresses"] == list(letter.record.citations[0].addresses)


def test_what_looks_like_markup_in_a_changed_record_is_shown_as_it_is(file: Path) -> None:
    file.write_bytes(edited(file.read_bytes(), ITEM, "<text>", "<text>[/x] [bold]"))
    shown = run("show", str(file))
    assert shown.exit_code == 1, shown.exception
    assert "[/x] [bold]" in shown.output


def test_show_says_first_that_something_is_changed(file: Path) -> None:
    file.write_bytes(edited(file.read_bytes(), BODY, "31. maj 2019", "31. maj 2020"))
    shown = run("show", str(file))
    assert shown.exit_code == 1
    assert shown.output.startswith("OBS: Dokumentets tekst er ændret, siden det blev lavet.")


@pytest.mark.parametrize("content", [b"%PDF-1.7", None])
def test_show_of_what_is_no_word_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "fil"
    if content:
        path.write_bytes(content)
    result = run("show", str(path))
    assert isinstance(result.exception, LawtextError)
    assert ("er en PDF" if content else "findes ikke") in str(result.exception)


def test_reproduce_makes_the_same_bytes(file: Path) -> None:
    result = run("reproduce", str(file), "--case", str(CASE))
    assert result.exit_code == 0, result.output
    assert "det samme, byte for byte" in result.output


def test_reproduce_of_an_application_takes_its_plan(tmp_path: Path) -> None:
    plan, out = EXAMPLES / "borgerforloeb.yaml", tmp_path / "a.docx"
    CliRunner().invoke(lawtext, ["application", "make", str(plan), "--out", str(out)])
    result = run("reproduce", str(out), "--case", str(plan))
    assert result.exit_code == 0, result.output


def test_reproduce_with_another_case_says_so_and_names_only_paragraphs(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "sag.yaml"
    other.write_text(CASE.read_text().replace("nr. 13", "nr. 3").replace("uddannelseshjælp", "kontanthjælp"))
    result = run("reproduce", str(file), "--case", str(other))
    assert result.exit_code == 1
    assert "En anden sag" in result.output
    assert "Dokumentet henviser til § 96 b, stk. 1" in result.output
    assert "Teksten er en anden i afsnit" in result.output
    assert "Maja" not in result.output


def test_reproduce_after_only_the_cpr_number_changed_finds_the_paragraph(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "sag.yaml"
    other.write_text(CASE.read_text().replace("320592-0000", "320592-1111"))
    result = run("reproduce", str(file), "--case", str(other))
    assert result.exit_code == 1
    assert re.search(r"Teksten er en anden i afsnit \d+ \(af", result.output)
    assert "1111" not in result.output


OTHERS: dict[str, tuple[Callable[[record.Record], record.Record], str]] = {
    "program": (lambda one: replace(one, program="0.0.1"), "Et andet program: dokumentet er lavet af lawtext 0.0.1"),
    "corpus": (lambda one: replace(one, corpus="ab" * 32), "Et andet korpus: dokumentet bygger på abababababab"),
    "template": (lambda one: replace(one, template="andet"), "En anden skabelon: dokumentet er lavet af »andet«"),
    "edition": (lambda one: replace(one, template_version="0"), "En anden udgave af skabelonen »hold«"),
    "case": (lambda one: replace(one, input_hash="00"), "En anden sag: dens oplysninger"),
    "date": (lambda one: replace(one, date="2018-09-04"), "En anden sag: dokumentet er dateret 2018-09-04"),
    "answer": (
        lambda one: replace(one, citations=(replace(one.citations[0], status="repealed"), *one.citations[1:])),
        "er slået op som",
    ),
    "citation": (lambda one: replace(one, citations=one.citations[1:]), "Her henvises der til"),
    "state": (lambda one: replace(one, reasons=("En grund.",)), "Grunden »En grund.« er dokumentets."),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_was_another_is_named(letter: Letter, name: str) -> None:
    change, said = OTHERS[name]
    parts = gate.read(letter.content, "brev.docx")
    roomy = record_slots.slot_parts(parts, "brev.docx")
    old = packages.write((roomy | record_slots.slots(change(letter.record), roomy)).values())
    compared = reproducing.compare(old, "brev.docx", letter.content)
    assert not compared.same
    assert any(said in one for one in compared.differs), compared.differs


def test_a_template_changed_since_is_said(tmp_path: Path, letter: Letter) -> None:
    shutil.copytree(shipped.folder("templates"), tmp_path / "templates")
    place = tmp_path / "templates" / "decisions" / "hold.docx"
    place.write_bytes(edited(place.read_bytes(), BODY, "Her kan du læse", "Læs her"))
    law = given.shelf(None)
    other = Desk(law, given.book(law), law.fingerprint, Templates(tmp_path / "templates")).letter(cases.read(CASE))
    compared = reproducing.compare(letter.content, "brev.docx", other.content)
    assert "En anden udgave af skabelonen »hold«" in compared.differs[0]
    assert "Teksten er en anden i afsnit" in compared.differs[-1]


def test_a_file_that_was_saved_again_is_told_apart_from_one_that_says_something_else(letter: Letter) -> None:
    parts = gate.read(letter.content, "brev.docx")
    saved = packages.write(reversed(parts.values()))
    assert reproducing.compare(saved, "brev.docx", letter.content).differs == (
        "Tekst og oplysninger er de samme, men filen er gemt igen (fx i Word) eller pakket anderledes.",
    )


def test_what_differs_outside_the_body_is_no_file_saved_again(letter: Letter) -> None:
    parts = gate.read(letter.content, "brev.docx")
    parts[FOOTER] = packages.deflated(FOOTER, parts[FOOTER].data().replace(b"Eksempelgade 2", b"Eksempelgade 3"))
    other = packages.write((parts | record_slots.slots(letter.record, record_slots.slot_parts(parts, "x"))).values())
    compared = reproducing.compare(other, "brev.docx", letter.content)
    assert compared.differs == ("Teksten er en anden i sidehoved, sidefod eller noter.",)
