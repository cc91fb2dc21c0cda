"""The shipped registry says what the acts say, and a spoilt one is told by file and line."""

from datetime import date
from pathlib import Path

import pytest

from lawtext.errors import UnusableInputError, UsageError
from lawtext.experiments.registry import registry
from lawtext.experiments.sources import Folder

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def shipped():
    return registry(Folder(CORPUS))


def test_the_eight_networks_have_44_municipalities(shipped):
    eight = [network for network in shipped.networks if network.act == "2017-658"]
    names = [member.name for network in eight for member in network.members]
    assert (len(eight), len(names), len(set(names))) == (8, 51, 44)


def test_the_numbers_of_a_network_in_act_and_orders_differ(shipped):
    network = shipped.network("en-plan")
    assert network.act_unit == "Par2_Stk1_Num7"
    assert set(network.in_orders.values()) == {2}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Vesthimmerlands Kommune", "Vesthimmerland"),
        ("vesthimmerland", "Vesthimmerland"),
        ("Københavns", "København"),
        ("Århus Kommune", "Aarhus"),
        (" Fredensborg ", "Fredensborg"),
    ],
)
def test_a_municipality_is_known_in_every_written_form(shipped, written, name):
    assert shipped.municipality(written) == name


def test_an_unknown_municipality_names_the_nearest(shipped):
    with pytest.raises(UsageError, match="Nærmeste er Fredensborg"):
        shipped.municipality("Fredensbrog")


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (date(2017, 6, 30), None),  # order 1002/2015 has no known end, so its successor's eve is not known
        (date(2017, 7, 1), "2017-603"),
        (date(2017, 12, 31), "2017-603"),
        (date(2018, 9, 3), "2018-529"),
        (date(2019, 12, 31), "2018-529"),
        (date(2020, 1, 1), "2019-1184"),
        (date(2011, 1, 1), None),
    ],
)
def test_the_order_in_force_is_found_by_the_day(shipped, day, order):
    entry = shipped.order_on(day)
    if day == date(2017, 6, 30):
        assert entry is not None
        assert entry.edition == "2015-1002"
    else:
        assert (entry.edition if entry else None) == order


def test_each_order_begins_the_day_after_the_one_it_repeals(shipped):
    for one, after in zip(shipped.orders, shipped.orders[1:], strict=False):
        assert one.since < after.since
        assert one.until is None or (after.since - one.until).days == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("networks.yaml", "    theme: frikommuner\n", "", r"networks.yaml, linje \d+: feltet »theme« mangler"),
        (
            "networks.yaml",
            "    theme: frikommuner\n",
            "    tema: x\n    theme: y\n",
            r"linje \d+: feltet »tema« findes ikke",
        ),
        ("networks.yaml", "networks:", "networks: [", r"linje \d+: ikke gyldig YAML"),
        ("experiments.yaml", "network: en-plan,", "network: to-planer,", "»to-planer«, som ikke findes"),
        ("experiments.yaml", "absent: [2021-2332", "absent: [1999-1", "»1999-1«, som ikke findes"),
        (
            "experiments.yaml",
            "2018-529, since: 2018-07-01",
            "2018-529, since: 2018-06-30",
            "2018-529 skal gælde efter 2017",
        ),
        ("experiments.yaml", "since: 2017-10-01", "since: 2017-13-01", r"experiments.yaml, linje \d+"),
        ("experiments.yaml", "until: 2019-12-31", "until: 2018-06-30", "2018-529 slutter, før den begynder"),
        ("experiments.yaml", "until: 2020-07-01", "until: 2016-07-01", "perioden for Fredensborg slutter, før"),
        ("experiments.yaml", "municipality: Fredensborg", "municipality: Odense", "Odense er ikke med i »en-plan«"),
        ("experiments.yaml", "{id: mikrolaan", "{id: ret-og-pligt", "forsøget »ret-og-pligt« står to gange"),
        ("experiments.yaml", "2018-529: Par33", "2018-529: Par34", "2018-529 Par34 står to gange"),
        ("experiments.yaml", "2018-529: Par33", "2018-529: § 33", r"linje \d+: teksten er ikke skrevet som"),
        ("experiments.yaml", "municipality: Ballerup", "municipality: Fredensborg", "Fredensborg i »en-plan« står to"),
        ("experiments.yaml", "body: Kommunalbestyrelsen", 'body: ""', r"linje \d+: teksten mangler"),
        ("experiments.yaml", "experiments:", "orders: []\nexperiments:", r"linje \d+: feltet »orders« står to gange"),
        ("networks.yaml", "id: billige-boliger", "id: en-plan", "netværket »en-plan« står to gange"),
    ],
)
def test_a_spoilt_registry_is_told_by_file_and_line(tmp_path, file, old, new, says):
    for name in ("networks.yaml", "experiments.yaml"):
        text = (CORPUS / name).read_text(encoding="utf-8")
        assert name != file or old in text
        (tmp_path / name).write_text(text.replace(old, new, 1) if name == file else text, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=says):
        registry(Folder(tmp_path))
