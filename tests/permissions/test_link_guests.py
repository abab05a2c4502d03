"""Who came by a link is nobody at every door, but at those of the one challenge."""

import pytest

from tests.permissions import table
from tests.permissions.doors import SOCKET
from tests.permissions.house import House, Row
from tests.permissions.knocking import SIGN_IN
from webapp.extensions import socketio

OPEN = {"GET /now", "POST /now"}
ROWS = [row for row in table.committed() if row.door.method != SOCKET]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_guest_is_nobody_but_at_the_doors_of_their_challenge(house: House, row: Row):
    guest, nobody = house.guest_and_nobody(row)
    if str(row.door) in OPEN:
        assert (guest, nobody) in (("ok", SIGN_IN), ("422", SIGN_IN))
    elif str(row.door) in ("GET /now/<string:secret>",):
        assert (guest, nobody) == ("led on", "ok"), "they are in already"
    else:
        assert guest == nobody


def test_the_open_doors_are_there():
    assert {str(row.door) for row in ROWS} >= OPEN


def test_no_socket_is_opened_for_a_guest(house: House):
    client = house.app.test_client()
    with client.session_transaction() as session:
        session |= house.world.guest
    assert not socketio.test_client(house.app, flask_test_client=client).is_connected()
    assert not socketio.test_client(house.app, auth={"token": house.world.guest["sign_in"]}).is_connected()
