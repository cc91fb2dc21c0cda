"""What orders and municipalities are called in a sentence."""

import pytest

from lawtext.experiments import saying
from lawtext.law.ids import EditionId


@pytest.mark.parametrize(("name", "of"), [("Fredensborg", "Fredensborgs"), ("Halsnæs", "Halsnæs'"), ("Læsø", "Læsøs")])
def test_of_a_municipality(name, of):
    assert saying.genitive(name) == of


def test_an_order_whose_date_is_not_at_hand():
    assert saying.numbered(EditionId("2018-529")) == "bekendtgørelse nr. 529 fra 2018"
