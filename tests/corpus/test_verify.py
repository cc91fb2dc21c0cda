"""Texts beside the corpus, and registers compared with them."""

from pathlib import Path

import msgspec
import pytest

from lawtext.citing.names import Names
from lawtext.corpus import texts as store
from lawtext.corpus.registers import Register
from lawtext.corpus.verify import verify
from lawtext.errors import UnusableInputError
from lawtext.law.editions import Form
from lawtext.law.ids import EditionId, UnitId


def test_a_register_agrees_with_its_own_text(small: dict[str, Register], texts: Path, small_names: Names) -> None:
    checked = list(verify(small.values(), [texts], small_names))
    assert [each.register.edition for each in checked] == list(small)
    assert not any(each.differences or each.rereferenced for each in checked)
    assert all(each.text for each in checked)


def test_differences_are_told_unit_by_unit(
    small: dict[str, Register], texts: Path, small_names: Names, tmp_path: Path
) -> None:
    changed = (texts / "2005-9020.txt").read_text(encoding="utf-8")
    changed = changed.replace("Hegn er lave.", "Hegn er høje.").replace("Stk. 4. Ministeren fastsætter regler. ", "")
    (tmp_path / "2005-9020.txt").write_text(changed, encoding="utf-8")
    (checked,) = verify([small["2005-9020"]], [tmp_path], small_names)
    said = {difference.says for difference in checked.differences}
    assert "§ 6 a: teksten er anderledes." in said
    assert "§ 3, stk. 4 er ikke i teksten." in said


def test_a_register_that_was_tampered_with_is_seen(small: dict[str, Register], texts: Path, small_names: Names) -> None:
    register = small["2001-9010"]
    units = [msgspec.structs.replace(unit, sentences=9) if unit.id == "Par1_Stk1" else unit for unit in register.units]
    tampered = msgspec.structs.replace(register, units=tuple(units), work_title="lov om haver")
    (checked,) = verify([tampered], [texts], small_names)
    assert {difference.says for difference in checked.differences} == {
        "§ 1, stk. 1: antallet af punktummer er anderledes.",
        "work_title: registeret siger noget andet end teksten.",
    }


def test_what_the_site_keeps_up_to_date_in_a_text_fetched_anew_is_no_difference(
    small: dict[str, Register], texts: Path, small_names: Names, tmp_path: Path
) -> None:
    fetched = (texts / "2001-9010.xml").read_text(encoding="utf-8")
    assert "<Meta>" in fetched
    kept_up = '<Change id="c1" /><Ref_Accn REFid="c1">A20250000130</Ref_Accn><DiesEdicti>2001-02-03</DiesEdicti>'
    (tmp_path / "2001-9010.xml").write_text(fetched.replace("</Meta>", f"{kept_up}</Meta>"), encoding="utf-8")
    (checked,) = verify([msgspec.structs.replace(small["2001-9010"], published=None)], [tmp_path], small_names)
    assert checked.text and not checked.differences


def test_without_a_text_nothing_is_said(small: dict[str, Register], tmp_path: Path, small_names: Names) -> None:
    (checked,) = verify([small["2001-9010"]], [tmp_path], small_names)
    assert checked.text is None and not checked.differences


def test_texts_are_kept_and_provisions_read(texts: Path, cache: Path) -> None:
    edition, target = store.add(texts / "2001-9010.xml")
    assert target == store.data_folder() / "2001-9010.xml"
    assert edition.id == "2001-9010"
    assert cache.parent.parent in target.parents
    assert store.provision(EditionId("2001-9010"), UnitId("Par2")) == (
        "§ 2.\nLoven gælder for\n  1) store marker,\n  2) små marker, jf. lov om prøvehaver, og\n  3) andre marker."
    )
    assert store.provision(EditionId("2001-9010"), UnitId("Par99")) == ""
    assert store.provision(EditionId("1999-1"), UnitId("Par1")) == ""


def test_a_file_that_is_no_act_is_not_kept(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "x.txt").write_text("hej")
    with pytest.raises(UnusableInputError):
        store.add(tmp_path / "x.txt")
    assert not store.data_folder().exists() and cache.parent.parent == tmp_path


def test_texts_are_found_in_folders_inside(texts: Path) -> None:
    assert store.find(EditionId("2005-9020"), Form.FLATTENED, [texts.parent]) == texts / "2005-9020.txt"
    assert store.find(EditionId("2005-9020"), Form.LEXDANIA, [texts.parent]) is None
    assert store.find(EditionId("2005-9020"), None, [texts]) == texts / "2005-9020.txt"


def test_an_answer_of_the_site_is_found_by_its_name_and_no_other_json_is(tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "2018-9001.json").write_text("{}")
    assert store.find(EditionId("2018-9001"), None, [tmp_path]) is None
    answer = tmp_path / "others" / "2018-9001.api.json"
    answer.write_text("{}")
    assert store.find(EditionId("2018-9001"), Form.HTML, [tmp_path]) == answer
