"""`lawtext read`: a tree for one act, a line each for several, all as JSON, exit code 3 for what can't be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError

ACTS = Path(__file__).parent.parent / "data" / "lexdania"


def run(*words: str | Path, given: bytes = b"") -> Result:
    return CliRunner().invoke(lawtext, ["read", *map(str, words)], input=given)


def test_an_act_is_shown_as_a_tree_with_notes_and_repeal_marked() -> None:
    result = run(ACTS / "consolidation.xml")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "LBK nr. 9001 af 4. maj 2016  [2016-9001]"
    assert "    Par1_Stk2  Stk. 2. Loven gælder ikke for Ministeren kan gøre undtagelser." in lines
    assert "  Par1a  § 1 a.  [ophævet]" in lines
    assert "    Ikr1_Par2_Stk2  Stk. 2. (Udeladt)  [udeladt]" in lines
    assert "        note Not1@Par2_Stk1  1 Nr. 3 er endnu ikke sat i kraft." in lines


def test_a_table_is_shown_row_by_row() -> None:
    assert "Par1_Stk1_Tab1_R2  under 10 | 5 kr." in run(ACTS / "order-annexes.xml").output


def test_no_colour_codes_where_there_is_no_terminal() -> None:
    assert "\x1b" not in run(ACTS / "consolidation.xml").output


def test_json_has_every_unit_with_its_sentences() -> None:
    edition = json.loads(run(ACTS / "consolidation.xml", "--json").output)
    assert (edition["id"], edition["type"], edition["signed"]) == ("2016-9001", "LBK", "2016-05-04")
    assert edition["title_notes"][0]["id"] == "Not1@Titel"
    stk = edition["units"][1]["content"][0]["content"][0]
    assert stk["sentences"] == [
        {"id": "Par1_Stk1_Pkt1", "text": "Loven gælder for prøvehaver."},
        {
            "id": "Par1_Stk1_Pkt2",
            "text": "En have er efter loven et areal på mindst 10 m2, hvor der gror noget.",
        },
    ]
    assert stk["content"][1]["raw"] == "En have er efter loven et areal på mindst 10\u00a0m2, hvor der gror noget."


def test_standard_input_is_read() -> None:
    result = run("-", given=(ACTS / "books.xml").read_bytes())
    assert result.exit_code == 0
    assert "Bog1_Afs2_Kap1" in result.output


def test_a_folder_gives_a_line_an_act_and_a_count() -> None:
    result = run(ACTS)
    files = list(ACTS.glob("*.xml"))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == len(files)
    assert f"{len(files)} af {len(files)} filer læst" in result.stderr


def test_several_files_as_json_are_one_line_each() -> None:
    result = run(ACTS / "books.xml", ACTS / "faults.xml", "--json")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["2013-9004", "2015-9006"]


@pytest.mark.parametrize("words", [("nej.xml",), (__file__,)])
def test_a_file_that_cannot_be_read_ends_with_one_sentence_and_code_3(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert isinstance(result.exception, UnusableInputError)
    assert result.exception.exit_code == 3
    assert words[0] in str(result.exception)


def test_a_device_without_end_is_refused() -> None:
    assert "/dev/zero fylder mere end" in str(run("/dev/zero").exception)


def test_one_bad_file_among_several_is_named_and_the_rest_are_read(tmp_path: Path) -> None:
    (tmp_path / "tom.txt").write_bytes(b"")
    result = run(ACTS / "books.xml", tmp_path / "tom.txt")
    assert "2013-9004" in result.stdout
    assert "tom.txt er tom" in result.stderr
    assert isinstance(result.exception, UnusableInputError)


def test_a_folder_without_acts_is_said(tmp_path: Path) -> None:
    assert "mappe uden" in str(run(tmp_path).exception)
