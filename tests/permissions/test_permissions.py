"""docs/permissions.md is what the code answers, cell by cell; after a change, `python -m tests.permissions`."""

import pytest

from tests.permissions import table
from tests.permissions.bodies import BODIES, SUBJECTS
from tests.permissions.doors import doors_of
from tests.permissions.house import House, Row
from tests.permissions.reaching import REACHES

COMMITTED = table.committed()


def test_every_door_is_in_the_table_and_no_other(house: House):
    there = [row for door in doors_of(house.app) for row in house.rows(door)]
    assert [str(row) for row in there if row not in COMMITTED] == []
    assert [str(row) for row in COMMITTED if row not in there] == []


@pytest.mark.parametrize("row", COMMITTED, ids=str)
def test_a_door_opens_for_whom_the_table_says(house: House, row: Row):
    assert house.answers(row) == COMMITTED[row]


def test_the_page_is_the_generated_one():
    assert table.PLACE.read_text() == table.written(COMMITTED)


def test_nothing_is_kept_for_doors_that_are_gone(house: House):
    there = {str(door) for door in doors_of(house.app)}
    assert {*BODIES, *SUBJECTS, *REACHES} <= there
