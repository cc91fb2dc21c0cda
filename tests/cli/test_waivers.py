"""`lawtext waivers`: the table of a day, an order read, a case checked; and what is said to wrong arguments."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawtext.cli.main import lawtext
from lawtext.errors import UnusableInputError, UsageError

ORDERS = Path(__file__).parents[1] / "data" / "orders"


pytestmark = pytest.mark.usefixtures("cache_of_its_own")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(lawtext, ["waivers", *map(str, words)])


def listed(municipality: str, day: str) -> dict[str, dict[str, object]]:
    result = run("list", "--municipality", municipality, "--on", day, "--json")
    assert result.exit_code == 0
    return {row["paragraph"]: row for row in json.loads(result.stdout)["rows"]}


def test_the_day_chooses_the_order_and_its_numbers() -> None:
    before, after = listed("Fredensborg", "2018-09-03"), listed("Fredensborg", "2020-03-02")
    assert list(before) == [f"§ {number}" for number in range(26, 35)]
    assert list(after) == [f"§ {number}" for number in range(23, 31)]
    assert "§§ 85, 87-88 og 92-96 c i lov om en aktiv beskæftigelsesindsats" in before["§ 33"]["waives"]
    assert "§§ 102 og 105 i lov om en aktiv beskæftigelsesindsats" in after["§ 30"]["waives"]
    assert before["§ 33"]["experiment"] == after["§ 30"]["experiment"]


def test_a_known_fault_stands_with_its_experiment() -> None:
    assert any("§ 33, stk. 4, nr. 2" in str(fault) for fault in listed("Fredensborg", "2018-09-03")["§ 33"]["faults"])


def test_each_network_has_its_own_experiments() -> None:
    assert list(listed("Thisted", "2018-09-03")) == [f"§ {number}" for number in range(3, 25)]
    assert list(listed("Ikast-Brande", "2018-09-03")) == ["§ 36", "§ 37"]
    assert listed("Ikast-Brande", "2018-06-30") == {}


@pytest.mark.parametrize(
    ("town", "says"),
    [
        ("Ballerup", "Kommunalbestyrelsen besluttede den 30. maj 2017 at bruge forsøgene; offentliggjort: "),
        ("Gribskov", "Hvilke forsøg Gribskov har besluttet at bruge, og hvornår de begyndte, er ikke kendt."),
    ],
)
def test_what_is_known_of_the_decision_stands_above_the_table(town: str, says: str) -> None:
    assert says in run("list", "--municipality", town, "--on", "2018-09-03").stdout


def test_the_table_is_readable_without_a_screen() -> None:
    result = run("list", "--municipality", "Fredensborg", "--on", "3. september 2018")
    assert result.exit_code == 0
    assert "lov om en aktiv beskæftigelsesindsats, jf. lovbekendtgørelse nr. 1342 af 21. november 2016" in result.stdout
    assert "frikommunevedtægten) er ikke kendt" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 150


AT = ("check", "--municipality", "Fredensborg", "--on", "2018-09-03")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("list", "--municipality", "Fredensbrog", "--on", "2018-09-03"), "Nærmeste er Fredensborg"),
        (("list", "--municipality", "Fredensborg", "--on", "2018-13-03"), "er ikke en dato"),
        (("list", "--municipality", "Fredensborg", "--on", "2010-01-01"), "Ingen bekendtgørelse"),
        (("check", "--municipality", "Fredensborg", "--experiment", "pause", "--on", "2018-09-03"), "findes ikke"),
        (("check", "--municipality", "Fredensborg", "--experiment", "§ 99", "--on", "2018-09-03"), "ikke et kendt"),
        (
            ("check", "--municipality", "Aarhus", "--experiment", "§ 33", "--on", "2018-09-03", "--group", "nr. 13"),
            "ikke én målgruppe",
        ),
        ((*AT, "--experiment", "ret-og-plgt"), "Nærmeste er ret-og-pligt."),
        ((*AT, "--experiment", "noget helt andet"), "Forsøg: mikrolaan, "),
        ((*AT, "--experiment", "Det individuelle kontaktforløb"), "flere forsøg: kontaktforloeb-nord, kontaktforloeb."),
        ((*AT, "--experiment", "§"), "»§« er ikke én paragraf"),
        ((*AT, "--experiment", "§ 33, stk. 2"), "»§ 33, stk. 2« er ikke én paragraf"),
        ((*AT, "--experiment", "§§ 33-34"), "er ikke én paragraf"),
        ((*AT, "--experiment", "§ 25"), "§ 25 i bekendtgørelse nr. 529 fra 2018, som gjaldt den 3. september 2018, er"),
        ((*AT, "--experiment", "§ 33", "--group", ""), "»« er ikke én målgruppe"),
        ((*AT, "--experiment", "§ 33", "--group", "§ 2, nr. 3 og 13"), "er ikke én målgruppe"),
        ((*AT, "--experiment", "§ 33", "--decision", " ", "2018-08-20", "www.by.dk"), "både organ, dato og sted"),
        ((*AT, "--experiment", "§ 33", "--decision", "Byrådet", "2018-08-20", ""), "både organ, dato og sted"),
        ((*AT, "--experiment", "§ 33", "--decision", "Byrådet", "i går", "www.by.dk"), "er ikke en dato"),
        ((*AT, "--experiment", "§ 33", "--started", "2018-02-30"), "er ikke en dato"),
        (("read", str(ORDERS / "2001-20.txt"), "--json", "--yaml"), "Vælg enten"),
    ],
)
def test_a_wrong_argument_is_told_with_what_to_do(words: tuple[str, ...], says: str) -> None:
    result = run(*words)
    assert isinstance(result.exception, UsageError)
    assert says in str(result.exception)


def test_a_file_that_is_no_act_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "indkøb.txt").write_text("mælk og brød\n", encoding="utf-8")
    assert isinstance(run("read", tmp_path / "indkøb.txt").exception, UnusableInputError)
    assert isinstance(run("read", tmp_path / "findes-ikke.txt").exception, UnusableInputError)


def test_read_gives_json_in_the_form_that_is_scored() -> None:
    found = json.loads(run("read", ORDERS / "2001-20.txt", "--json").stdout)
    assert found["order"] == "2001-20"
    third = next(row for row in found["paragraphs"] if row["paragraph"] == "Par3")
    assert third["operation"] == "suspend"
    assert third["waives"][0]["units"] == ["Par10", "Par12:Par14", "Par20:Par24c"]
    assert third["target_group"][0]["title"] == "lov om hjælp til øvelse"


def test_read_says_what_could_not_be_read() -> None:
    result = run("read", ORDERS / "2003-3.txt")
    assert result.exit_code == 0
    assert "! Fravigelsen er kun angivet i ord; ingen bestemmelse er nævnt." in result.stdout


CHECKS = [
    # municipality, experiment, day, group, decision stated → answer, a ground that says why
    ("Fredensborg", "ret-og-pligt", "2018-09-03", "§ 2, nr. 13", True, "ja", "✓ bestemmelserne gælder"),
    ("Fredensborg", "ret-og-pligt", "2018-09-03", "§ 2, nr. 3", True, "ja", "§ 92, stk. 2, i lov om"),
    ("Fredensborg", "ret-og-pligt", "2018-09-03", "§ 2, nr. 11", True, "nej", "✗ en fravegen bestemmelse angår"),
    ("Fredensborg", "ret-og-pligt", "2018-09-03", "§ 2, nr. 13", False, "ikke kendt", "? lokal beslutning"),
    ("Fredensborg", "ret-og-pligt", "2020-03-02", "§ 6, nr. 5", True, "ja", "§ 105, stk. 1, i lov om"),
    ("Fredensborg", "ret-og-pligt", "2020-07-02", "§ 6, nr. 5", True, "nej", "udløbet den 2. juli 2020"),
    ("Fredensborg", "ret-og-pligt", "2020-07-01", "§ 6, nr. 5", True, "ikke kendt", "om dagen selv er med"),
    ("Fredensborg", "ret-og-pligt", "2017-12-01", "§ 2, nr. 13", True, "nej", "findes ikke i bekendtgørelse nr. 603"),
    ("Fredensborg", "mentoraftale", "2020-03-02", "§ 6, nr. 5", True, "nej", "findes ikke i bekendtgørelse nr. 1184"),
    ("Aarhus", "ret-og-pligt", "2018-09-03", "§ 2, nr. 13", True, "nej", "✗ kommunen i netværket"),
    ("Furesø", "samtaler", "2020-03-02", "§ 6, nr. 1", True, "nej", "✗ ikke undtaget"),
    ("Gribskov", "samtaler", "2020-03-02", "§ 6, nr. 1", True, "ikke kendt", "? begyndt i tide"),
    ("Hjørring", "kontaktforloeb-nord", "2018-09-03", "§ 2, nr. 6", True, "nej", "angår § 2, nr. 6"),
]


@pytest.mark.parametrize(("town", "experiment", "day", "group", "stated", "answer", "says"), CHECKS)
def test_a_case_is_answered_ground_by_ground(  # noqa: PLR0913, PLR0917 - a table's columns
    town: str, experiment: str, day: str, group: str, stated: bool, answer: str, says: str
) -> None:
    decision = ("--decision", "Byrådet", "2017-08-28", "kommunens hjemmeside") if stated else ()
    result = run("check", "--municipality", town, "--experiment", experiment, "--on", day, "--group", group, *decision)
    assert result.stdout.splitlines()[0].endswith(f": {answer}"), result.stdout
    assert says in result.stdout
    assert result.exit_code == (0 if answer == "ja" else 1)


@pytest.mark.parametrize(
    ("started", "answer", "says"),
    [
        ("2018-09-01", "ja", "✓ begyndt i tide: Gribskov oplyser i sagen"),
        ("2018-10-02", "nej", "✗ begyndt i tide: Gribskov oplyser i sagen"),
        ("2017-08-27", "nej", "findes ikke i bekendtgørelse nr. 603"),
    ],
)
def test_a_municipality_may_state_when_it_began(started: str, answer: str, says: str) -> None:
    words = ("--municipality", "Gribskov", "--experiment", "samtaler", "--on", "2020-03-02", "--group", "§ 6, nr. 1")
    result = run("check", *words, "--decision", "Byrådet", "2017-08-28", "kommunens hjemmeside", "--started", started)
    assert result.stdout.splitlines()[0].endswith(f": {answer}"), result.stdout
    assert says in result.stdout
    as_json = json.loads(run("check", *words, "--started", started, "--json").stdout)
    ground = next(one for one in as_json["grounds"] if one["kind"] == "begyndt i tide")
    assert ground["stated_by"] == "Gribskov"


@pytest.mark.parametrize("name", ["Ret- og pligttilbud i bero", " RET-OG-PLIGT ", "§33", "§ 33"])
def test_an_experiment_is_known_by_name_title_and_paragraph(name: str) -> None:
    assert run(*AT, "--experiment", name).stdout.startswith("Ret- og pligttilbud i bero, bekendtgørelse nr. 529")


def test_an_act_whose_repealed_paragraphs_are_printed_together_is_read(shared: Path) -> None:
    result = run("read", shared / "corpus" / "text" / "2016-1342.txt")
    assert result.exit_code == 0
    assert "§§ 67 a-67 f: " in result.stdout


def test_check_gives_json() -> None:
    words = ("--municipality", "Fredensborg", "--experiment", "§ 33", "--on", "2018-09-03", "--group", "§ 2, nr. 11")
    found = json.loads(run("check", *words, "--json").stdout)
    assert (found["answer"], found["experiment"], found["paragraph"]) == ("nej", "ret-og-pligt", "Par33")
    assert {ground["answer"] for ground in found["grounds"]} == {"ja", "nej", "ikke kendt"}
