"""The stage itself: same bytes, what is refused before LibreOffice sees it, and what happens when LibreOffice falls."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from lawtext.drafting import gate, pdf
from lawtext.drafting.pdf import office, stage
from lawtext.errors import LawtextError, UsageError
from tests.conftest import ROOT
from tests.drafting import word

FakeOffice = Callable[[str], Path]
PICTURE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"

MAIN = "from lawtext.cli.main import main; main()"


def word_files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"brev{at}.docx" for at in range(count)]
    for at, path in enumerate(paths):
        path.write_bytes(word.docx(word.paragraph(f"Brev {at}")))
    return paths


@pytest.fixture
def plain_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fake office makes is no PDF: it goes to its place as it is."""

    def finished(work: stage._Work) -> pdf.Converted:
        work.copy.with_suffix(".pdf").rename(work.target)
        return pdf.Converted(work.source, work.target)

    monkeypatch.setattr(stage, "_finished", finished)


def test_the_same_letter_gives_the_same_bytes_in_other_processes_profiles_and_orders(
    made: list[pdf.Converted], letters: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    again = list(pdf.convert(letters[1::-1], tmp_path, processes=2))
    before = {one.source: one.pdf.read_bytes() for one in made if one.pdf}
    assert {one.source: one.pdf.read_bytes() for one in again if one.pdf} == before
    assert len(before) == 2


def test_what_lacks_something_is_not_let_out_and_the_reasons_are_said(made: list[pdf.Converted]) -> None:
    assert [one.pdf is not None for one in made] == [True, True, False]
    said = " ".join(made[2].faults)
    for words in ("Sproget er »en-US«", "Titlen mangler", "tomt afsnit", "ingen overskriftsrække"):
        assert words in said
    assert all(line.startswith("mangelfuld.docx: ") and line.endswith(".") for line in made[2].faults)


def test_a_linked_picture_is_refused_before_libreoffice_could_fetch_it(tmp_path: Path, fake_office: FakeOffice) -> None:
    log = fake_office("")
    made = word.parts(word.paragraph("Hej"))
    rels = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="r9" Type="{PICTURE}" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>'
    made[rels] = made[rels].replace("</Relationships>", f"{link}</Relationships>")
    (tmp_path / "linket.docx").write_bytes(word.zipped(made))
    (one,) = pdf.convert([tmp_path / "linket.docx"], tmp_path / "pdf")
    assert one.pdf is None
    assert "henter noget udefra" in one.faults[0]
    assert not log.exists()


@pytest.mark.usefixtures("plain_end")
def test_a_missing_or_broken_file_is_told_and_the_others_are_made(tmp_path: Path, fake_office: FakeOffice) -> None:
    fake_office('for f; do touch "$out/$(basename "$f" .docx).pdf"; done')
    paths = word_files(tmp_path, 3)
    paths[0].unlink()
    paths[1].write_bytes(b"PK no zip")
    os.mkfifo(tmp_path / "rør.docx")
    made = list(pdf.convert([*paths, tmp_path / "rør.docx"], tmp_path / "pdf", processes=1))
    assert [one.pdf is not None for one in made] == [False, False, True, False]
    assert "ikke en almindelig fil" in made[3].faults[0]
    assert "brev0.docx: filen kan ikke læses (den findes ikke)" in made[0].faults[0]
    assert "brev1.docx er ikke en læsbar Word-fil" in made[1].faults[0]


def test_without_libreoffice_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_ELSEWHERE", ())
    with pytest.raises(LawtextError, match="sudo apt install libreoffice-writer-nogui fonts-liberation"):
        pdf.convert(word_files(tmp_path, 1), tmp_path / "pdf")
    assert not (tmp_path / "pdf").exists()


def test_two_files_of_one_name_are_refused(tmp_path: Path, fake_office: FakeOffice) -> None:
    fake_office("")
    (tmp_path / "to").mkdir()
    paths = [*word_files(tmp_path, 1), *word_files(tmp_path / "to", 1)]
    with pytest.raises(UsageError, match=r"ville begge blive til .*brev0\.pdf"):
        pdf.convert(paths, tmp_path / "pdf")


FALLS = {
    "falls at one file": ('[ "$n" = 0001 ] && exit 1', [True, False, True, True]),
    "stands still at one file": ('[ "$n" = 0001 ] && sleep 60', [True, False, True, True]),
    "falls at one file among others": ('[ "$n" = 0001 ] && [ $# -gt 1 ] && exit 1', [True, True, True, True]),
    "skips one file": ('[ "$n" = 0002 ] && continue', [True, True, False, True]),
    "never starts": ("exit 127", [False, False, False, False]),
}


@pytest.mark.usefixtures("plain_end")
@pytest.mark.parametrize("name", FALLS)
def test_libreoffice_is_started_again_and_one_bad_file_costs_only_itself(
    tmp_path: Path, fake_office: FakeOffice, name: str
) -> None:
    fault, expected = FALLS[name]
    fake_office(f'for f; do n=$(basename "$f" .docx); {fault}; touch "$out/$n.pdf"; done')
    paths = word_files(tmp_path, 4)
    made = list(pdf.convert(paths, tmp_path / "pdf", processes=1, patience=0.5))
    assert [one.source for one in made] == paths
    assert [one.pdf is not None for one in made] == expected
    told = [one.faults for one in made if one.pdf is None]
    assert all("heller ikke alene" in faults[0] for faults in told)


@pytest.mark.usefixtures("plain_end")
def test_libreoffice_is_given_fifty_files_at_most_and_all_processes_work(
    tmp_path: Path, fake_office: FakeOffice
) -> None:
    log = fake_office('for f; do touch "$out/$(basename "$f" .docx).pdf"; done')
    paths = word_files(tmp_path, 120)
    assert all(one.pdf for one in pdf.convert(paths, tmp_path / "pdf", processes=2))
    assert sorted(len(line.split()) for line in log.read_text().splitlines()) == [20, 50, 50]


@pytest.mark.usefixtures("plain_end")
def test_names_of_files_are_not_told_to_other_programs(tmp_path: Path, fake_office: FakeOffice) -> None:
    log = fake_office('for f; do touch "$out/$(basename "$f" .docx).pdf"; done')
    list(pdf.convert(word_files(tmp_path, 1), tmp_path / "pdf"))
    assert log.read_text().split() == ["0000.docx"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_leaves_no_process_no_half_file_and_no_folder(
    tmp_path: Path, fake_office: FakeOffice, how: signal.Signals
) -> None:
    pids, temporary = tmp_path / "pids", tmp_path / "tmp"
    temporary.mkdir()
    fake_office(f"echo half > $out/0000.pdf; sleep 60 & echo $$ $! > {pids}; wait")
    (source,) = word_files(tmp_path, 1)
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "pdf", str(source), "--out", str(tmp_path / "pdf")],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
    )
    while not pids.exists() or not pids.read_text().strip():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(how)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.decode().strip().endswith("lawtext: afbrudt.")
    assert list((tmp_path / "pdf").iterdir()) == list(temporary.iterdir()) == []
    for pid in pids.read_text().split():
        assert not alive(int(pid))


def alive(pid: int) -> bool:
    """Whether a process runs; a killed one that nobody has waited for doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.usefixtures("plain_end")
def test_the_copies_that_libreoffice_sees_hold_the_same_parts(tmp_path: Path, fake_office: FakeOffice) -> None:
    fake_office(f'cp "$1" {tmp_path}/seen.docx; touch "$out/0000.pdf"')
    (source,) = word_files(tmp_path, 1)
    list(pdf.convert([source], tmp_path / "pdf"))
    seen, given = (gate.read(path.read_bytes(), "x") for path in (tmp_path / "seen.docx", source))
    assert {name: part.data() for name, part in seen.items()} == {name: part.data() for name, part in given.items()}


def test_a_pdf_that_cannot_be_put_in_its_place_costs_only_itself(
    letters: list[Path],
    made: list[pdf.Converted],
    tmp_path: Path,
) -> None:
    (tmp_path / "hold-2018.pdf").mkdir()
    first, second = pdf.convert(letters[:2], tmp_path, processes=1)
    assert first.pdf is None
    assert "det er en mappe" in first.faults[0]
    assert second.pdf
    assert made[1].pdf
    assert second.pdf.read_bytes() == made[1].pdf.read_bytes()


def test_what_libreoffice_makes_of_half_a_file_is_told(tmp_path: Path, made: list[pdf.Converted]) -> None:
    assert made[0].pdf
    whole = made[0].pdf.read_bytes()
    for broken in (whole[: len(whole) // 2], whole.replace(b"/FlateDecode", b"/FlatjDecode"), b"%PDF-1.7"):
        copy = tmp_path / "0000.docx"
        copy.with_suffix(".pdf").write_bytes(broken)
        finished = stage._finished(stage._Work(tmp_path / "brev.docx", copy, tmp_path / "brev.pdf", date(2018, 9, 3)))
        assert finished.pdf is None
        assert finished.faults[0].startswith("brev.docx: ")
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_into_one_folder_give_the_same_files(letters: list[Path], tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: list(pdf.convert(letters[:2], tmp_path, processes=1)), range(2)))
    assert runs[0] == runs[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hold-2018.pdf", "hold-2020.pdf"]
