"""Names of acts: the files they are kept in, and where one stands in a text."""

from datetime import date
from pathlib import Path

import pytest

from lawtext import shipped
from lawtext.citing import names
from lawtext.citing.names import Names, key
from lawtext.errors import UnusableInputError
from lawtext.law.shelf import NameKind, Naming
from lawtext.law.works import WorkId

GOOD = """
works:
  bro-2001:
    - {name: lov om broer m.v., kind: official, until: 2009-12-31, source: titlen}
    - {name: BRL, kind: abbreviation, source: brevet}
  bro-2010:
    - {name: lov om broer m.v., kind: official, since: 2010-01-01, source: titlen}
    - {name: lov om en bro, kind: wrong, right: lov om broer m.v., source: set}
"""


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "names.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_read_with_their_days(tmp_path: Path) -> None:
    found = names.load(file(tmp_path, GOOD))
    assert found[0] == Naming("lov om broer m.v.", WorkId("bro-2001"), NameKind.OFFICIAL, None, date(2009, 12, 31))
    assert [naming.work for naming in Names(found).meanings("Lov om broer") if naming.means_on(date(2012, 1, 1))] == [
        "bro-2010"
    ]


_BACKWARDS = """works:
  a:
    - {name: b, kind: official, source: s}
    - {name: x, kind: official, source: s, since: 2010-01-01, until: 2009-01-01}
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("works:\n  a:\n    - {name: x, kind: official}\n", "feltet »source« mangler"),
        ("works:\n  a:\n    - {name: x, kind: nok, source: s}\n", "linje"),
        ("works:\n  a:\n    - {name: x, kind: wrong, source: s}\n", "linje 3: »x«: et forkert navn"),
        (_BACKWARDS, "linje 4: »x« gælder til en dag før"),
        ("works:\n  a:\n    - {name: brolovens, kind: popular, source: s}\n", "linje 3: »brolovens« står i genitiv"),
        ("works: [\n", "ikke gyldig YAML"),
    ],
)
def test_a_wrong_row_is_told_by_its_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UnusableInputError, match=r"names\.yaml") as error:
        names.load(file(tmp_path, text))
    assert says in str(error.value)


def test_titles_are_names_of_works_that_are_not_on_the_shelf(tmp_path: Path) -> None:
    path = tmp_path / "titles.tsv"
    path.write_text("# titel\nlov om leje\tlejeloven\t2015-310\n", encoding="utf-8")
    assert [(naming.name, naming.work) for naming in names.load_titles(path)] == [
        ("lov om leje", "title:lov om leje"),
        ("lejeloven", "title:lov om leje"),
    ]
    path.write_text("lov om leje\n", encoding="utf-8")
    with pytest.raises(UnusableInputError, match=r"titles\.tsv, linje 1"):
        names.load_titles(path)


def test_a_title_that_a_work_has_is_that_work() -> None:
    mine = [Naming("lov om leje m.v.", WorkId("leje"), NameKind.OFFICIAL)]
    other = [
        Naming("lov om leje", WorkId("title:lov om leje"), NameKind.OFFICIAL),
        Naming("lejeloven", WorkId("title:lov om leje"), NameKind.POPULAR),
        Naming("lov om broer", WorkId("title:lov om broer"), NameKind.OFFICIAL),
    ]
    assert [naming.name for naming in names.join(mine, other)] == ["lov om leje m.v.", "lov om broer"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("lov om broer m.v. og", "lov om broer"),
        ("Lov om Broer, jf.", "Lov om Broer"),
        ("lov om broers § 5", "lov om broer"),
        ("lov om broerne", ""),
        ("lov om", ""),
        ("lov om broer og kanaler.", "lov om broer og kanaler"),
    ],
)
def test_the_longest_known_title_is_found(text: str, end: str) -> None:
    known = Names(
        Naming(name, WorkId(name), NameKind.OFFICIAL) for name in ("lov om broer m.v.", "lov om broer og kanaler")
    )
    assert text[: known.title_at(text, 0)] == end


def test_the_key_leaves_out_what_writers_leave_out() -> None:
    assert key("Lov om kommunernes styrelse  m. v.") == key("lov om kommunernes styrelse")


def test_the_shipped_names_can_be_read_and_say_what_they_must() -> None:
    folder = shipped.folder("corpus")
    found = Names(names.join(names.load(folder / "names.yaml"), names.load_titles(folder / "titles.tsv")))

    def means(name: str, day: date) -> set[str]:
        return {naming.work for naming in found.meanings(name) if naming.means_on(day)}

    assert means("lov om en aktiv beskæftigelsesindsats", date(2019, 12, 31)) == {"lab-2003"}
    assert means("LAB", date(2020, 1, 1)) == {"lab-2019"}
    assert len(means("retssikkerhedsloven", date(2018, 9, 1))) == 2
    assert means("styringsloven", date(2014, 12, 31)) == {"styring"}
    assert [naming.kind for naming in found.meanings("styringsloven") if naming.means_on(date(2015, 1, 1))] == ["wrong"]
    assert [naming.right for naming in found.meanings("lov om en aktiv socialpolitik")] == [
        "lov om aktiv socialpolitik"
    ]


def test_an_act_printed_under_its_popular_name_is_no_second_act() -> None:
    titled = (
        Naming("lov om ledning", WorkId("title:lov om ledning"), NameKind.OFFICIAL),
        Naming("ledningsloven", WorkId("title:lov om ledning"), NameKind.POPULAR),
        Naming("ledningsloven", WorkId("title:ledningsloven"), NameKind.OFFICIAL),
        Naming("lov om en Ring", WorkId("title:lov om en Ring"), NameKind.OFFICIAL),
        Naming("lov om en ring", WorkId("title:lov om en ring"), NameKind.OFFICIAL),
    )
    found = Names(names.join((), titled))
    assert {naming.work for naming in found.meanings("ledningsloven")} == {"title:lov om ledning"}
    assert {naming.work for naming in found.meanings("lov om en ring")} == {"title:lov om en Ring"}


def test_only_names_that_several_acts_bear_are_ambiguous() -> None:
    folder = shipped.folder("corpus")
    found = names.join(names.load(folder / "names.yaml"), names.load_titles(folder / "titles.tsv"))
    borne: dict[str, set[WorkId]] = {}
    for naming in found:
        if naming.kind is NameKind.POPULAR and naming.since is None and naming.until is None:
            borne.setdefault(key(naming.name), set()).add(naming.work)
    assert {name for name, works in borne.items() if len(works) > 1} == {
        "retssikkerhedsloven",
        "betalingsloven",
        "kemikalieloven",
    }
