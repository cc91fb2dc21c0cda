"""`lawtext corpus sync` as it is typed, against a server on loopback."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loopback_retsinformation import NOON, Site, StoppedClock, act, serving, shell, status, xml_path

from lawtext import reading
from lawtext.citing.names import Names
from lawtext.cli import progress
from lawtext.cli.corpus import corpus
from lawtext.corpus import making, registers
from lawtext.errors import LawtextError

DATA = Path(__file__).parent.parent / "data" / "corpus"
Sync = Callable[..., Result]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def site(clock: StoppedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site, and the program's folders and addresses set to the test's own."""
    folder = tmp_path / "corpus"
    (folder / "registers").mkdir(parents=True)
    for name in ("works.yaml", "names.yaml"):
        shutil.copy(DATA / name, folder / name)
    for text in (DATA / "texts").iterdir():
        made = making.make(reading.read(text), Names([]))
        registers.write(made, registers.path_in(folder / "registers", made.edition))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LAWTEXT_CORPUS", str(folder))
    with serving(clock) as loopback:
        monkeypatch.setenv("LAWTEXT_RETSINFORMATION", loopback.address)
        monkeypatch.setenv("LAWTEXT_RETSINFORMATION_API", loopback.address + "/")
        yield loopback


@pytest.fixture
def sync(clock: StoppedClock, site: Site) -> Sync:  # noqa: ARG001 - folders and addresses first
    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(corpus, ["sync", *arguments], input=stdin, obj=clock)

    return run


def stopped(result: Result) -> tuple[int, str]:
    """Exit code and sentence of a run that ended in one of the program's own errors (cli.main turns it into them)."""
    assert isinstance(result.exception, LawtextError), (result.output, result.exception)
    assert "\n" not in str(result.exception)
    return result.exception.exit_code, str(result.exception)


def texts(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "data" / "lawtext" / "texts").iterdir())


def test_help_is_danish_with_examples(sync: Sync) -> None:
    shown = sync("--help")
    assert shown.exit_code == 0
    assert "Eksempler:" in shown.output and "Afslutter med 0" in shown.output
    assert "LAWTEXT_RETSINFORMATION" not in shown.output


def test_named_acts_are_fetched_once_each(sync: Sync, site: Site, tmp_path: Path) -> None:
    site.has("2024-9001", "2024-9002")
    result = sync("2024-9001", "https://www.retsinformation.dk/eli/lta/2024/9002#P1", "A20240900130")
    assert (result.exit_code, result.stdout) == (
        0,
        "".join(f"{each}: hentet, intet register at kontrollere imod\n" for each in ("2024-9001", "2024-9002"))
        + "2 hentet.\n",
    )
    assert texts(tmp_path) == ["2024-9001.xml", "2024-9002.xml"]
    again = sync("2024-9001", "2024-9002")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "2 set for nylig.")
    assert len(site.requests) == 2
    fresh = sync("2024-9001", "--max-age", "0")
    assert (fresh.exit_code, fresh.stdout) == (0, "2024-9001: uændret\n1 uændret.\n")


def test_a_list_of_acts_in_a_file_or_on_standard_input(sync: Sync, site: Site, tmp_path: Path) -> None:
    site.has("2024-9001", "2024-9002")
    (tmp_path / "liste.txt").write_text("\ufeff# mine love\n2024-9001\n\n  eli/lta/2024/9002\n", encoding="utf-8")
    assert sync("--list", str(tmp_path / "liste.txt")).exit_code == 0
    assert sync("--list", "-", stdin="2024-9002\n").stdout.endswith("1 set for nylig.\n")


def test_all_editions_of_a_work_newest_first_and_its_amending_acts(sync: Sync, site: Site) -> None:
    result = sync("--work", "marker")
    assert result.exit_code == 1
    editions = ["2007-9040", "2005-9020", "2001-9010", "1999-9001"]
    assert site.asked() == [xml_path(each) for each in editions]
    sync("--work", "lov om prøvemarker", "--amendments")
    assert {xml_path("2003-9006"), xml_path("2004-9007")} <= set(site.asked())
    sync("--all")
    assert xml_path("2006-9031") in site.asked()


def test_an_act_whose_number_is_not_known_is_told_and_not_asked_for(sync: Sync, site: Site, tmp_path: Path) -> None:
    works = tmp_path / "corpus" / "works.yaml"
    text = works.read_text(encoding="utf-8").replace("act: 2004-9007", "act: 2004-x")
    works.write_text(text, encoding="utf-8")
    result = sync("--work", "marker", "--amendments")
    assert "2004-x: nummeret i Lovtidende kendes ikke" in result.stderr
    assert xml_path("2004-x") not in site.asked()


def test_a_text_is_held_against_its_register(sync: Sync, site: Site, tmp_path: Path) -> None:
    good = (DATA / "texts" / "2001-9010.xml").read_bytes()
    site.acts["2001-9010"] = good
    same = sync("2001-9010")
    assert (same.exit_code, same.stdout) == (0, "2001-9010: hentet, svarer til registeret\n1 hentet.\n")
    site.acts["2001-9010"] = good.replace("grønne".encode(), b"gule")
    other = sync("2001-9010", "--max-age", "0")
    apart = tmp_path / "data" / "lawtext" / "texts-apart"
    assert other.exit_code == 1
    assert "2001-9010: lagt til side: svarer ikke til registeret" in other.stdout
    assert "  § 1, stk. 1: teksten er anderledes.\n" in other.stdout
    assert f"Tekster lagt til side: {apart}. Læg en til alligevel med: lawtext corpus add FIL" in other.stdout
    assert (tmp_path / "data" / "lawtext" / "texts" / "2001-9010.xml").read_bytes() == good
    assert "gule" in (apart / "2001-9010.xml").read_text(encoding="utf-8")
    added = CliRunner().invoke(corpus, ["add", str(apart / "2001-9010.xml")])
    assert added.exit_code == 0
    assert sync("2001-9010").exit_code == 0


def test_what_is_not_there_is_a_finding_with_its_reason(sync: Sync, site: Site, tmp_path: Path) -> None:
    site.acts["2003-9001"] = act("2003-9001", body="")
    site.has("2024-9001", "2024-9003")
    site.fails("2024-9001", shell)
    result = sync("2003-9001", "2024-9001", "2024-9002", "2024-9003")
    assert result.exit_code == 1
    assert "2003-9001: ikke hentet: Retsinformation har kun metadata og ingen tekst i XML; sådan er" in result.stdout
    assert "2024-9001: ikke hentet: Svaret er en webside (HTML) i stedet for XML." in result.stdout
    assert "2024-9002: ikke hentet: Findes ikke hos Retsinformation (404)." in result.stdout
    assert result.stdout.endswith("1 hentet, 3 ikke hentet.\n")
    assert texts(tmp_path) == ["2024-9003.xml"]


def test_a_site_that_can_not_be_used_ends_with_3_and_goes_on_later(sync: Sync, site: Site) -> None:
    site.has("2024-9001", "2024-9002", "2024-9003")
    site.fails("2024-9002", status(429, retry_after="3600"))
    first = sync("2024-9001", "2024-9002", "2024-9003")
    code, said = stopped(first)
    assert code == 3
    assert said.startswith("Standset ved 2024-9002. Retsinformation siger, at der er spurgt for tit (429).")
    assert said.endswith("Samme kommando går videre herfra.")
    assert first.stdout.endswith("1 hentet, 1 ikke hentet, 1 ikke nået.\n")
    then = sync("2024-9001", "2024-9002", "2024-9003")
    assert (then.exit_code, then.stdout.splitlines()[-1]) == (0, "2 hentet, 1 set for nylig.")


def test_no_network_ends_with_3(sync: Sync) -> None:
    result = sync("2024-9001", "--site", "http://127.0.0.1:1")
    code, said = stopped(result)
    assert code == 3 and "127.0.0.1 kan ikke nås" in said


def test_long_work_tells_how_far_it_is(sync: Sync, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS", 0.0)
    many = [f"2024-{number}" for number in range(9001, 9056)]
    site.has(*many)
    result = sync(*many)
    assert result.exit_code == 0
    assert "55 retsakter; 1,5 s mellem hvert kald: op til 1 min." in result.stderr
    assert "Henter retsakter: 55 af 55 (" in result.stderr
    assert result.stdout == "55 hentet.\n"


def test_stopped_by_hand_it_says_how_to_go_on(sync: Sync, site: Site, clock: StoppedClock) -> None:
    site.has("2024-9001", "2024-9002")
    patient = clock.wait

    def interrupted(seconds: float) -> None:
        patient(seconds)
        raise KeyboardInterrupt

    clock.wait = interrupted  # type: ignore[method-assign]
    result = sync("2024-9001", "2024-9002")
    assert stopped(result) == (130, "Afbrudt efter 1 af 2. Samme kommando går videre herfra.")
    assert result.stdout == "2024-9001: hentet, intet register at kontrollere imod\n1 hentet.\n"
    clock.wait = patient  # type: ignore[method-assign]
    assert sync("2024-9001", "2024-9002").stdout.endswith("1 hentet, 1 set for nylig.\n")


# The harvest interface


def changed(accession: str, reason: str = "DocumentContentChanged") -> dict[str, str]:
    return {"accessionsnummer": accession, "reasonForChange": reason, "changeDate": "2026-11-20", "href": ""}


def test_known_acts_that_changed_are_fetched(sync: Sync, site: Site) -> None:
    site.acts["2005-9020"] = act("2005-9020")
    site.has("2024-9001", "2024-9002")
    sync("2024-9001")
    today = NOON.date()
    site.changes[today - timedelta(1)] = [changed("A20050902029"), changed("C20240000160")]
    site.changes[today] = [changed("A20010901029", "RemovedDocument"), changed("A20240900130"), changed("A20240900230")]
    site.acts["2024-9001"] = act("2024-9001", text="Kasser er af jern.")
    result = sync("--changed-since", "2026-11-19")
    assert "Ændret hos Retsinformation siden 2026-11-19: 3 kendte retsakter, 2 andre." in result.stdout
    assert "2001-9010: fjernet hos Retsinformation." in result.stdout
    assert "2024-9001: ændret" in result.stdout
    assert xml_path("2024-9002") not in site.asked()
    calls = [request.at for request in site.requests if request.path.startswith("/v1/")]
    assert calls[1] - calls[0] >= timedelta(seconds=10)
    assert "2005-9020: " in result.stdout


def test_what_was_asked_about_after_the_day_it_changed_is_not_asked_again(
    sync: Sync, site: Site, clock: StoppedClock
) -> None:
    site.has("2024-9001")
    site.changes[NOON.date()] = [changed("A20240900130")]
    sync("2024-9001")
    sync("--changed-since", "2026-11-20")
    assert site.asked().count(xml_path("2024-9001")) == 2
    clock.wait(86400)
    sync("2024-9001", "--max-age", "0")
    assert sync("--changed-since", "2026-11-20").stdout.endswith("1 set for nylig.\n")
    assert site.asked().count(xml_path("2024-9001")) == 3


def test_the_pace_of_the_harvest_holds_across_runs(sync: Sync, site: Site) -> None:
    sync("--changed-since", "2026-11-20")
    sync("--changed-since", "2026-11-20")
    calls = [request.at for request in site.requests]
    assert calls[1] - calls[0] == timedelta(seconds=10)


def test_nothing_changed_is_nothing_to_fetch(sync: Sync) -> None:
    result = sync("--changed-since", "2026-11-20")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Intet at hente.")


def test_closed_hours_end_with_3_and_the_time(sync: Sync, site: Site, clock: StoppedClock) -> None:
    clock.wait(11.9 * 3600)  # 23.54 in Denmark
    code, said = stopped(sync("--changed-since", "2026-11-20"))
    assert code == 3
    assert "kl. 03.00-23.45 dansk tid; klokken er 23.54" in said
    assert site.requests == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Skriv, hvad der skal hentes"),
        (["lov om prøvekasser"], "er ikke en retsakt"),
        (["--work", "ukendt"], "»ukendt« er ikke på listen"),
        (["--amendments", "2024-9001"], "hører sammen med --work"),
        (["--changed-since", "i går"], "»i går« er ikke en dato"),
        (["--changed-since", "2026-11-01"], "seneste 10 dage"),
        (["--changed-since", "2026-11-22"], "er ikke kommet endnu"),
        (["--pace", "0.1", "2024-9001"], "--pace er mellem 0,5 og 3600"),
        (["--pace", "nan", "2024-9001"], "--pace er mellem 0,5 og 3600"),
        (["--pace", "hurtigt", "2024-9001"], "--pace er mellem 0,5 og 3600"),
        (["--max-age", "-1", "2024-9001"], "--max-age er et antal dage"),
        (["--registers", "nowhere", "2024-9001"], "nowhere er ikke en mappe med registre"),
        (["--site", "file:///etc", "2024-9001"], "er ikke en webadresse"),
    ],
)
def test_what_can_not_be_meant_is_usage_and_asks_nothing(
    sync: Sync, site: Site, arguments: list[str], said: str
) -> None:
    code, message = stopped(sync(*arguments))
    assert code == 2 and said in message
    assert site.requests == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "kan ikke læses"), (b"\xff\xfe2", "er ikke tekst i UTF-8"), (b"?", "er ikke en retsakt")],
)
def test_a_list_that_is_none_is_told(sync: Sync, tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "liste.txt"
    if content is not None:
        file.write_bytes(content)
    assert said in stopped(sync("--list", str(file)))[1]


def test_a_pace_with_a_comma_is_kept(sync: Sync, site: Site, clock: StoppedClock) -> None:
    site.has("2024-9001", "2024-9002")
    sync("--pace", "2,5", "2024-9001", "2024-9002")
    assert clock.waits == [2.5]


def test_the_client_is_only_loaded_when_something_is_fetched() -> None:
    code = "import sys, lawtext.cli.corpus; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
