"""`lawtext read`: a tree for one act, a line each for several, all as JSON, exit code 3 for what can't be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError, UsageError

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


def test_what_a_library_says_of_a_damaged_pdf_is_not_printed_beside_the_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "act.pdf"
    damaged.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF")
    program = "import sys; from lawtext.cli.main import main; main()"
    called = [sys.executable, "-c", program, "read", str(damaged)]
    result = subprocess.run(called, capture_output=True, check=False, encoding="utf-8")
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.splitlines() == [
        f"lawtext: {damaged} er en beskadiget PDF-fil. Hent den igen, eller hent XML."
    ]


def test_one_bad_file_among_several_is_named_and_the_rest_are_read(tmp_path: Path) -> None:
    (tmp_path / "tom.txt").write_bytes(b"")
    result = run(ACTS / "books.xml", tmp_path / "tom.txt")
    assert "2013-9004" in result.stdout
    assert "tom.txt er tom" in result.stderr
    assert isinstance(result.exception, UnusableInputError)


def test_a_folder_without_acts_is_said(tmp_path: Path) -> None:
    assert "mappe uden" in str(run(tmp_path).exception)


@pytest.mark.parametrize(
    ("form", "opens"),
    [("text", "LBK nr 9001 af 04/05/2016"), ("xml", "<?xml"), ("akn", "<?xml"), ("json", '{"id":"2016-9001"')],
)
def test_an_act_is_written_in_every_form(form: str, opens: str) -> None:
    assert run(ACTS / "consolidation.xml", "--to", form).output.startswith(opens)


def test_what_is_written_can_be_read_again_by_the_command() -> None:
    written = run(ACTS / "consolidation.xml", "--to", "xml").stdout_bytes
    assert run("-", given=written).output == run(ACTS / "consolidation.xml").output


def test_a_folder_is_written_file_by_file(tmp_path: Path) -> None:
    result = run(ACTS, "--to", "akn", "--out", tmp_path / "ud")
    assert result.exit_code == 0
    assert len(list((tmp_path / "ud").glob("*.akn.xml"))) == len(list(ACTS.glob("*.xml")))


def test_a_large_folder_is_read_by_several_processes_in_order(tmp_path: Path) -> None:
    for place in range(30):
        text = (ACTS / "books.xml").read_text(encoding="utf-8").replace("<Number>9004<", f"<Number>{100 + place}<")
        (tmp_path / f"{place:02}.xml").write_text(text, encoding="utf-8")
    (tmp_path / "29x.txt").write_bytes(b"")
    result = run(tmp_path)
    assert [line.split()[0] for line in result.stdout.splitlines()] == [f"2013-{100 + place}" for place in range(30)]
    assert "30 af 31 filer læst" in result.stderr


def test_two_files_of_one_act_do_not_replace_each_other(tmp_path: Path) -> None:
    again = tmp_path / "igen.xml"
    again.write_bytes((ACTS / "books.xml").read_bytes().replace(b"</Titel>", b"</Titel><!-- igen -->"))
    alone = run(ACTS / "books.xml", "--to", "text").stdout_bytes
    result = run(ACTS / "books.xml", again, ACTS / "faults.xml", "--to", "text", "--out", tmp_path / "ud")
    assert f"{again} er samme retsakt som {ACTS / 'books.xml'} (2013-9004)" in result.stderr
    assert "2 af 3 filer læst" in result.stderr
    assert isinstance(result.exception, UnusableInputError)
    assert (tmp_path / "ud" / "2013-9004.txt").read_bytes() == alone
    assert (tmp_path / "ud" / "2015-9006.txt").exists()


@pytest.mark.parametrize(
    "name", ["https://example.com/eli/lta/2016/9001", "https://www.retsinformation.dk/eli/ltb/2016/1"]
)
def test_an_address_that_is_no_act_of_lovtidende_a_is_wrong_usage(name: str) -> None:
    assert isinstance(run(name).exception, UsageError)


@pytest.mark.parametrize(
    "name",
    [
        "2016-9001",
        "eli/lta/2016/9001",
        "https://www.retsinformation.dk/eli/lta/2016/9001",
        "https://www.retsinformation.dk/eli/lta/2016/9001#P2",
        "https://www.retsinformation.dk/api/document/eli/lta/2016/9001",
        "A20160900129",
    ],
)
def test_the_address_of_an_added_text_is_looked_up(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "2016-9001 er ikke blandt de tilføjede" in str(run(name).exception)
    (tmp_path / "lawtext" / "texts").mkdir(parents=True)
    (tmp_path / "lawtext" / "texts" / "2016-9001.xml").write_bytes((ACTS / "consolidation.xml").read_bytes())
    assert "[2016-9001]" in run(name).output


@pytest.mark.parametrize("words", [("--to", "xml"), ("--out", "ud")])
def test_a_form_that_cannot_be_meant_ends_with_code_2(words: tuple[str, ...]) -> None:
    result = run(ACTS, *words)
    assert isinstance(result.exception, UsageError)
