"""The letters themselves, on real law: the demo letters to the paragraph, every way to a draft, the same bytes."""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from lawtext import shipped
from lawtext.corpus.shelf import open_shelf
from lawtext.drafting import cases, compose, forms, gate, packages, record
from lawtext.drafting.contracts import Templates
from lawtext.drafting.desk import Desk, Letter
from lawtext.drafting.letters import ReasonKind
from lawtext.errors import UnusableInputError
from lawtext.experiments.book import load
from lawtext.experiments.tables import tables
from tests.drafting import reading, word
from tests.drafting.conftest import EXAMPLES
from tests.drafting.test_as_docxtpl import by_docxtpl, canonical, compared
from tests.drafting.word import part

LAB = "lov om en aktiv beskæftigelsesindsats"
RSL = "lov om retssikkerhed og administration på det sociale område"
WHOLE_SENTENCE = re.compile(r"[A-ZÆØÅ§»].*[.]$", re.DOTALL)
COMPLAIN = "kan du klage til Ankestyrelsens Beskæftigelsesudvalg. Du skal klage inden 4 uger efter, at du har fået"
BASIS = "§ 33, stk. 1, 2 og 4, nr. 1, jf. § 25 og § 1, stk. 1, nr. 2, i bekendtgørelse nr. 529 af 23. maj 2018 om"


def example(desk: Desk, name: str) -> Letter:
    return desk.letter(cases.read(EXAMPLES / f"{name}.yaml"))


def addresses(made: Letter) -> list[str]:
    return [str(address) for cited in made.cited for address in cited.addresses]


def changed(desk: Desk, values: Mapping[str, str], drop: Iterable[str] = (), name: str = "hold-2018") -> Letter:
    """The example's letter with fields set and dropped, by dotted names."""
    case, _ = forms.read_yaml(EXAMPLES / f"{name}.yaml")
    for dotted in (*values, *drop):
        *outer, last = dotted.split(".")
        inner = case
        for step in outer:
            inner = inner[step]
        inner.pop(last, None)
        if dotted in values:
            inner[last] = values[dotted]
    return desk.letter(cases.from_values(case, lambda field: field))


def test_letter_of_3_september_2018_rests_on_exactly_these_provisions(desk: Desk) -> None:
    made = example(desk, "hold-2018")
    assert made.final
    assert addresses(made) == [
        *("2018-529#Par33_Stk1", "2018-529#Par33_Stk2", "2018-529#Par33_Stk4_Num1"),
        *("2018-529#Par25", "2018-529#Par1_Stk1_Num2"),
        "2016-1342#Par96b_Stk1",
        "2016-1342#Par2_Stk1_Num13",
        "2016-1342#Par1a_Stk1",
        "2018-1114#Par85",
        *("2016-1342#Kap7", "2016-1342#Par18a_Stk1"),
        "2018-529#Par33_Stk3",
        *("2016-1342#Par128_Stk1", "2016-1342#Par128_Stk2"),
        *("2018-1064#Par59a_Stk1", "2018-1064#Par59a_Stk6", "2018-1064#Par60", "2018-1064#Par66"),
        *("2018-1064#Par67_Stk1", "2018-1064#Par72_Stk1"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"{BASIS} frikommuneforsøg II på beskæftigelses- og sygedagpengeområdet",
        f"§ 96 b, stk. 1, i {LAB}, jf. lovbekendtgørelse nr. 1342 af 21. november 2016 med senere ændringer",
        f"§ 2, nr. 13, i {LAB}",
        "§ 85 i lov om social service, jf. lovbekendtgørelse nr. 1114 af 30. august 2018",
        f"§ 1 a, stk. 1, i {LAB}",
        f"i {RSL}, jf. lovbekendtgørelse nr. 1064 af 21. august 2018",
        "er sat i bero fra den 10. september 2018 til den 31. maj 2019",
        "Senest den 10. december 2018 tager vi stilling til",
        "Afgørelsen ændrer ikke din uddannelseshjælp.",
        "Du har stadig ret til en koordinerende sagsbehandler.",
        f"{COMPLAIN} afgørelsen.",
        "Afgørelsen gælder, mens klagen bliver behandlet.",
        "Brevet er endeligt og godkendt af Anne Fiktiv Holm den 3. september 2018.",
    ],
)
def test_what_the_letter_of_2018_says(desk: Desk, words: str) -> None:
    assert words in reading.text(example(desk, "hold-2018").content)


def test_what_the_letter_of_2018_never_says(desk: Desk) -> None:
    text = reading.text(example(desk, "hold-2018").content)
    for words in (
        "§ 134",
        "nr. 1, og nr. 2",
        "§ 95",
        "nr. 11",
        "§ 87",
        "§ 88",
        "§ 92",
        "tage imod",
        "UDKAST",
        "mangler",
    ):
        assert not re.search(rf"{words}\b", text), words


def test_letter_of_2_march_2020_is_a_draft_for_want_of_an_edition(desk: Desk) -> None:
    made = example(desk, "hold-2020")
    assert {reason.kind for reason in made.reasons} == {ReasonKind.PROVISION}
    assert any("lovbekendtgørelse nr. 826 af 16. august 2019, som ikke er i korpus" in one.says for one in made.reasons)
    known = [one for one in addresses(made) if not one.startswith("2016-1342")]
    assert known == [
        *("2019-1184#Par30_Stk1", "2019-1184#Par30_Stk2", "2019-1184#Par30_Stk4_Num1"),
        *("2019-1184#Par22_Stk1", "2019-1184#Par1_Stk1_Num2"),
        *("2019-548#Par105_Stk1", "2019-548#Par105_Stk2"),
        "2019-548#Par6_Stk1_Num5",
        "2019-548#Par2_Stk1",
        *("2019-548#Par31_Stk1", "2019-548#Par32_Stk1", "2019-548#Par36_Stk1", "2019-548#Par93_Stk1"),
        "2019-548#Par104",
        "2019-1184#Par30_Stk3",
        *("2019-548#Par204_Stk1", "2019-548#Par204_Stk2"),
    ]


def test_letter_of_2020_says_that_the_duty_stands_and_is_new(desk: Desk) -> None:
    text = reading.text(example(desk, "hold-2020").content)
    assert "Du har pligt til at tage imod et tilbud, hvis vi giver dig et. Det er nyt:" in text
    assert "Til og med den 31. december 2019 var § 96 a i lov om en aktiv beskæftigelsesindsats" in text


def test_a_draft_is_marked_on_every_page_and_lists_its_reasons(desk: Desk) -> None:
    made = example(desk, "hold-2020")
    shown = reading.paragraphs(made.content)
    assert shown[0].startswith("UDKAST")
    assert [line.split(". ", 1)[1] for line in shown[1 : 1 + len(made.reasons)]] == [one.says for one in made.reasons]
    for header in ("word/header1.xml", "word/header2.xml"):
        assert reading.paragraphs(made.content, header)[0] == "UDKAST – må ikke sendes"
    assert "Udkast – brevet er ikke endeligt." in reading.text(made.content)
    assert "UDKAST" not in "".join(reading.paragraphs(example(desk, "hold-2018").content, "word/header1.xml"))


NR_3 = {
    "the first offer": ("kontanthjælp", "nej", "2016-1342#Par92_Stk2", "6 måneder i træk"),
    "a later one": ("kontanthjælp", "ja", "2016-1342#Par96_Stk2", "12 måneder i træk"),
    "a later one, integrationsydelse": ("integrationsydelse", "ja", "2016-1342#Par96_Stk2", "12 måneder i træk"),
}


@pytest.mark.parametrize("name", NR_3)
def test_nr_3_has_the_rule_of_its_stage_and_its_duty_stands(desk: Desk, name: str) -> None:
    benefit, before, on_hold, words = NR_3[name]
    person = {"person.group": "§ 2, nr. 3", "person.offered_before": before, "person.benefit": benefit}
    made = changed(desk, person)
    assert made.final
    assert on_hold in addresses(made)
    assert "2016-1342#Par91a_Stk1" in addresses(made)
    assert words in reading.text(made.content)
    assert not {one for one in addresses(made) if "Par96b" in one or "Par92_Stk1" in one}


def test_another_unit_rests_on_the_orders_own_provisions(desk: Desk) -> None:
    made = changed(desk, {"unit.jobcenter": "nej", "unit.name": "Familieenheden"})
    assert made.final
    assert {"2018-529#Par28_Stk1", "2018-529#Par28_Stk4", "2016-1342#Par128_Stk1"} <= set(addresses(made))
    assert "2016-1342#Par1a_Stk1" not in addresses(made)


def test_nr_3_of_2020_has_no_deadline_after_the_first_offer(desk: Desk) -> None:
    nr_3 = {"person.group": "§ 6, nr. 3", "person.offered_before": "ja"}
    later = changed(desk, nr_3, name="hold-2020")
    assert any("ingen frist at sætte i bero" in reason.says for reason in later.reasons)
    first = changed(desk, nr_3 | {"person.offered_before": "nej"}, name="hold-2020")
    assert {"2019-548#Par102_Stk1", "2019-548#Par100_Stk3"} <= set(addresses(first))


@pytest.mark.parametrize("name", ["hold-2018", "hold-2020"])
def test_the_letter_is_accessible(desk: Desk, name: str) -> None:
    content = example(desk, name).content
    document = part(content)
    assert "" not in [line.strip() for line in reading.paragraphs(content)]
    assert document.count("<w:tbl>") == document.count("<w:tblHeader/>") == 1
    assert 'w:val="Heading1"' in document
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in document
    assert 'w:lang w:val="da-DK"' in part(content, "word/styles.xml")
    assert "<dc:language>da-DK</dc:language>" in part(content, "docProps/core.xml")
    title = "Afgørelse: Din frist for at begynde i et tilbud er sat i bero"
    assert f"<dc:title>{title}</dc:title>" in part(content, "docProps/core.xml")


def test_the_record_says_what_made_the_letter(desk: Desk) -> None:
    made = example(desk, "hold-2018")
    read = record.of_document(made.content, "brev.docx")
    assert read == made.record
    assert read.final
    assert [one.text for one in read.citations] == [cited.plain for cited in made.cited]
    assert [one.doubts for one in read.citations] == [tuple(d.says for d in cited.doubts) for cited in made.cited]
    assert any(one.doubts for one in read.citations)


def test_no_personal_data_outside_the_text_of_the_letter(desk: Desk) -> None:
    made = example(desk, "hold-2018")
    for name in ("docProps/core.xml", "docProps/custom.xml", "customXml/item9000.xml"):
        for personal in ("Maja", "320592", "angst"):
            assert personal not in part(made.content, name)


def test_a_record_changed_afterwards_is_refused(desk: Desk) -> None:
    made = example(desk, "hold-2020")
    parts = gate.read(made.content, "brev.docx")
    item = next(name for name in parts if name.startswith("customXml/item9"))
    parts[item] = packages.deflated(item, parts[item].data().replace(b'final="false"', b'final="true"'))
    with pytest.raises(UnusableInputError, match="ændret"):
        record.of_document(packages.write(parts.values()), "brev.docx")


HOSTILE_TEXTS = ["{{ 7*7 }}", "{% for x in y %}", "<w:p>&amp;</w:p>", "]]>", "{_{", "\u05d0\u200f😀", "æ" * 100_000]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: text[:12])
def test_what_a_caseworker_writes_comes_out_as_text(desk: Desk, text: str) -> None:
    values, _ = forms.read_yaml(EXAMPLES / "hold-2018.yaml")
    case = cases.from_values({**values, "facts": [text]}, lambda field: field)
    assert text in reading.paragraphs(desk.letter(case).content)


def test_a_control_character_is_refused_by_field(desk: Desk) -> None:
    values, _ = forms.read_yaml(EXAMPLES / "hold-2018.yaml")
    with pytest.raises(UnusableInputError, match=r"»assessment« .* U\+0007"):
        cases.from_values({**values, "assessment": ["god\x07 dag"]}, lambda field: field)
    case = replace(cases.from_values(values, lambda field: field), assessment=("god\x07 dag",))
    with pytest.raises(UnusableInputError, match=r"»assessment, 1« .* U\+0007"):
        desk.letter(case)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Fredensborg Kommune", "Fredensborg Kommune"),
        ("fredensborg", "Fredensborg Kommune"),
        ("Vesthimmerland", "Vesthimmerlands Kommune"),
        ("Tårnby Kommune", "Tårnby Kommune"),
        ("Aarhus", "Aarhus Kommune"),
    ],
)
def test_the_municipality_has_its_own_name_however_it_is_written(desk: Desk, written: str, printed: str) -> None:
    made = changed(desk, {"municipality": written})
    assert reading.paragraphs(made.content, "word/header1.xml")[-1].startswith(printed)
    assert "Kommune Kommune" not in reading.text(made.content)


def test_the_units_own_ways_to_reach_it_are_in_the_letter(desk: Desk) -> None:
    made = changed(desk, {"unit.phone": "11 22 33 44", "unit.email": "post@example.org"})
    assert "tlf. 11 22 33 44" in "".join(reading.paragraphs(made.content, "word/footer1.xml"))
    assert "post@example.org" in reading.text(made.content)


@pytest.mark.parametrize("name", ["hold-2018", "hold-2020"])
def test_the_letter_is_what_docxtpl_itself_makes_of_the_template(desk: Desk, name: str) -> None:
    case = cases.read(EXAMPLES / f"{name}.yaml")
    contract = desk.templates.contract("hold")
    values = compose.values(contract, case, desk.law(contract, compose.facts(contract, case))) | {
        "draft": name == "hold-2020",
        "reasons": ["Én grund.", "To grunde."],
    }
    content = (shipped.folder("templates") / "decisions" / "hold.docx").read_bytes()
    ours, theirs = desk.templates.decision("hold").render(values), by_docxtpl(content, values)
    for each in compared(content):
        assert canonical(ours, each) == canonical(theirs, each)


@pytest.fixture
def own_desk(tmp_path: Path) -> Callable[[str], Desk]:
    """A desk whose template has one more paragraph, as a lawyer might write it in Word."""

    def made(paragraph: str) -> Desk:
        folder = tmp_path / "templates"
        shutil.copytree(shipped.folder("templates"), folder)
        parts = gate.read((folder / "decisions" / "hold.docx").read_bytes(), "hold.docx")
        document = (
            parts["word/document.xml"].data().decode().replace("<w:sectPr>", f"{word.paragraph(paragraph)}<w:sectPr>")
        )
        parts["word/document.xml"] = packages.deflated("word/document.xml", document.encode())
        (folder / "decisions" / "hold.docx").write_bytes(packages.write(parts.values()))
        shelf = open_shelf(None, tables())
        return Desk(shelf, load(), shelf.fingerprint, Templates(folder))

    return made


def test_a_citation_in_the_template_is_written_officially_and_recorded(own_desk: Callable[[str], Desk]) -> None:
    made = example(own_desk("Se også {{ cite(“LAB § 22 stk 2”) }}."), "hold-2018")
    assert made.final
    assert f"Se også § 22, stk. 2, i {LAB}, jf. lovbekendtgørelse nr. 1342" in reading.text(made.content)
    assert addresses(made)[-1] == "2016-1342#Par22_Stk2"
    assert made.record.citations[-1].addresses == ("2016-1342#Par22_Stk2",)


@pytest.mark.parametrize(("provision", "said"), [("LAB § 999", "§ 999 findes ikke"), ("ingen lov", "kan ikke læses")])
def test_a_citation_in_the_template_that_cannot_stand_makes_a_draft(
    own_desk: Callable[[str], Desk], provision: str, said: str
) -> None:
    made = example(own_desk(f"Se {{{{ cite('{provision}') }}}}."), "hold-2018")
    assert [reason.kind for reason in made.reasons] == [ReasonKind.PROVISION]
    assert said in made.reasons[0].says
