"""The same deal under another id or from another system: asked about, joined, and never counted twice."""

from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast
from tests.deals.office import a_deal, deals, every_deal, looked_at, table, take
from tests.doors import Browser, Program
from webapp.deals.bringing.models import DealImport
from webapp.deals.shape import Told
from webapp.deals.twins import Known, may_be

TOLD = Told("hubspot", "7", "Bistro", "lost", 1, "EUR", 1, date(2026, 11, 2), "ana@x.test", 1, None, None, None)
KNOWN = Known(1, [("webhook", "7")], "ana@x.test", 1)


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ada)


def told_by_a_program(app: Flask, cast: Cast, **more: str) -> None:
    deal = {"external_id": "7", "name": "Bistro", "outcome": "lost", "amount": 1000, "currency": "EUR"}
    assert Program(app, cast.ada).post("/deals", **deal, closed_on="2026-11-02", **more).status_code == 200


def export(*ids: str, **more: str) -> bytes:
    """As HubSpot writes it."""
    return table(*(a_deal(**{"Record ID": one, "Deal Stage": "Lost", **more}) for one in ids))


def answered(who: Browser, row: DealImport, same: str) -> None:
    sent = who.post(f"/desk/deals/files/{row.id}/application", digest=row.digest, same=same)
    assert sent.status_code == 302


def test_what_a_program_told_and_an_export_tells_again_is_one_deal(app: Flask, cast: Cast, ada: Browser):
    told_by_a_program(app, cast)
    row = looked_at(ada, export("7", Amount="2000"))
    assert (row.source, row.counts["new"]) == ("hubspot", 1)
    page = ada.get(f"/desk/deals/files/{row.id}").text
    assert "1 of them may be here already" in page
    assert "“Bistro”" in page
    assert take(ada, row).status_code == 422, "nobody has said yet whether it is the same"
    answered(ada, row, "yes")
    (bistro,) = deals().values()
    assert (bistro.value, bistro.source, bistro.external_id) == (2000_00, "webhook", "7")


def test_once_joined_both_go_on_telling_of_the_same_deal(app: Flask, cast: Cast, ada: Browser):
    told_by_a_program(app, cast)
    answered(ada, looked_at(ada, export("7", Amount="2000")), "yes")
    again = looked_at(ada, export("7", Amount="2000", Deal="Bistro am Markt"))
    assert (again.counts["new"], again.counts["changed"], again.preview["twins"]) == (0, 1, 0)
    take(ada, again)
    told_by_a_program(app, cast, reason="Too dear")
    (bistro,) = deals().values()
    assert (bistro.name, bistro.value, bistro.reason) == ("Bistro", 1000_00, "Too dear")


def test_a_table_that_gets_ids_later_doubles_nothing(ada: Browser):
    take(ada, looked_at(ada, table(a_deal(Owner="Ana Silva"), a_deal(Deal="Kantine"))))
    with_ids = table(a_deal(Owner="Ana Silva", **{"Deal ID": "1"}), a_deal(Deal="Kantine", **{"Deal ID": "2"}))
    row = looked_at(ada, with_ids)
    assert row.preview["twins"] == 2
    answered(ada, row, "yes")
    assert sorted(deals()) == ["Bistro", "Kantine"]
    assert looked_at(ada, with_ids).counts["same"] == 2
    assert looked_at(ada, table(a_deal(Owner="Ana Silva"))).counts["same"] == 1


def test_who_says_that_they_are_others_has_both(app: Flask, cast: Cast, ada: Browser):
    told_by_a_program(app, cast)
    answered(ada, looked_at(ada, export("7", Amount="2000")), "no")
    assert {(deal.source, deal.value) for deal in every_deal()} == {("webhook", 1000_00), ("hubspot", 2000_00)}


@pytest.mark.parametrize("ids", [("7", "8"), ("8", "7")])
def test_one_known_deal_stands_for_one_row_only(app: Flask, cast: Cast, ada: Browser, ids: tuple[str, str]):
    """For the one of its own id, wherever that stands."""
    told_by_a_program(app, cast)
    row = looked_at(ada, export(*ids))
    assert row.preview["twins"] == 1
    answered(ada, row, "yes")
    assert {(deal.source, deal.external_id) for deal in every_deal()} == {("webhook", "7"), ("hubspot", "8")}


def test_another_day_name_or_owner_is_another_deal(app: Flask, cast: Cast, ada: Browser):
    told_by_a_program(app, cast, owner_email="ana@repartee.test")
    for more in ({"Closed on": "2026-11-03"}, {"Deal": "Kantine"}, {"Owner email": "ben@repartee.test"}):
        row = looked_at(ada, export("7", **more))
        assert row.preview["twins"] == 0
        assert "may be here already" not in ada.get(f"/desk/deals/files/{row.id}").text


@pytest.mark.parametrize(
    ("told", "known", "same"),
    [
        ({}, {}, True),
        ({"owner_id": 2}, {}, False),
        ({"owner_id": None}, {}, True),
        ({"owner_id": None, "owner_email": "ben@x.test"}, {}, False),
        ({"owner_id": None, "owner_email": None}, {}, True),
        ({}, {"ids": [("hubspot", "8")]}, False),
        ({}, {"ids": [("webhook", "7"), ("hubspot", "8")]}, False),
        ({}, {"ids": [("hubspot", "made-8")]}, True),
        ({"external_id": "made-7"}, {"ids": [("hubspot", "made-8")]}, True),
        ({"external_id": "made-7", "owner_id": None, "owner_email": None}, {"ids": [("hubspot", "made-8")]}, False),
    ],
)
def test_two_are_one_unless_their_ids_or_owners_say_otherwise(told: dict, known: dict, same: bool):  # type: ignore[type-arg]
    assert may_be(TOLD._replace(**told), KNOWN._replace(**known)) is same
