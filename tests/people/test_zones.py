import pytest

from tests.cast import NOON, Cast
from webapp.core.problems import Invalid
from webapp.core.work import work
from webapp.people.actions import move_to_zone


@pytest.mark.parametrize("name", ["localtime", "Factory", "Mars/Olympus", ""])
def test_what_is_no_place_is_no_time_zone(cast: Cast, name: str):
    with pytest.raises(Invalid), work():
        move_to_zone(cast.ana, name, now=NOON)
