"""`lawtext experiments report`: letters in folders counted; files that can't be are told; nobody is named."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from lawtext.cli import given
from lawtext.cli.experiments import experiments
from lawtext.drafting import cases
from lawtext.errors import UsageError

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two letters, a copy, a foreign file and one that is no Word file."""
    folder = tmp_path_factory.mktemp("breve")
    desk = given.desk(None)
    for name in ("hold-2018", "hold-2020"):
        case = cases.read(EXAMPLES / f"{name}.yaml")
        (folder / f"{name}.docx").write_bytes(desk.letter(case).content)
    (folder / "mere").mkdir()
    (folder / "mere" / "kopi.docx").write_bytes((folder / "hold-2018.docx").read_bytes())
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(experiments, ["report", *map(str, arguments)])
    if isinstance(result.exception, UsageError):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def cells(path: Path) -> str:
    return "\n".join(
        str(value) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for value in row
    )


def test_letters_of_a_folder_are_counted_and_nobody_is_named(letters: Path, tmp_path: Path) -> None:
    code, out, err = run(letters, "--out", tmp_path / "brug.xlsx", "--chart", tmp_path / "brug.html")
    assert (code, err) == (0, "")
    assert "2 breve talt" in out
    assert "1 kopi af samme brev" in out
    text = cells(tmp_path / "brug.xlsx")
    assert all(word in text for word in ("Fredensborg", "§ 33", "§ 30", "Ret- og pligttilbud i bero"))
    page = (tmp_path / "brug.html").read_text(encoding="utf-8").partition("vegaEmbed")[0]
    case = cases.read(EXAMPLES / "hold-2018.yaml")
    for secret in (case.person.name, case.person.cpr, case.case_number):
        assert secret
        assert secret not in text
        assert secret not in page


def test_a_folder_without_letters_and_days_in_reverse_are_refused(letters: Path, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for words in ((tmp_path / "tom",), (letters, "--from", "2019-01-01", "--to", "2018-01-01")):
        with pytest.raises(UsageError):
            run(*words, "--out", tmp_path / "brug.xlsx")
    assert not (tmp_path / "brug.xlsx").exists()


def test_only_the_days_asked_for(letters: Path, tmp_path: Path) -> None:
    _, out, _ = run(letters, "--from", "2018-09-03", "--to", "2018-09-03", "--out", tmp_path / "brug.xlsx")
    assert "1 brev talt" in out


def test_files_that_cannot_be_counted_are_told_and_the_rest_is_counted(letters: Path, tmp_path: Path) -> None:
    (tmp_path / "nej.docx").write_bytes(b"ikke en Word-fil")
    code, out, err = run(letters, tmp_path / "nej.docx", "--out", tmp_path / "brug.xlsx")
    assert code == 1
    assert "2 breve talt" in out
    assert "nej.docx" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--out", "brug.csv"), "skal ende på .xlsx"),
        (("--out", "brug.xlsx", "--chart", "brug.png"), "skal ende på .svg eller .html"),
    ],
)
def test_names_that_cannot_be_are_told(letters: Path, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        run(letters, *arguments)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="findes ikke"):
        run(tmp_path / "ingen", "--out", tmp_path / "brug.xlsx")
    assert not (tmp_path / "brug.xlsx").exists()
