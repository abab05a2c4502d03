"""What is deleted is gone: deals, whatever came of their import, and what their files said."""

import pytest
from flask import Flask
from flask_login import current_user
from sqlalchemy import func, select

from tests.cast import NOON, Cast
from tests.deals.office import a_deal, bring, deals, last, looked_at, table, take
from tests.doors import Browser, Clock
from webapp.core.work import work
from webapp.deals import removing
from webapp.deals.bringing import steps
from webapp.deals.bringing.models import DealImport
from webapp.deals.bringing.tasks import drop_old_files
from webapp.extensions import db

FIVE = table(*(a_deal(Deal=f"Deal {n}") for n in range(5)))


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ada)


@pytest.fixture
def stopped(ada: Browser, monkeypatch: pytest.MonkeyPatch) -> DealImport:
    """An import of five deals that broke down on our side after two."""
    monkeypatch.setattr(steps.planning, "AT_ONCE", 2)
    real, going = steps._go_on, iter([True, False])

    def broken(*args):  # type: ignore[no-untyped-def]
        if not next(going):
            raise RuntimeError
        return real(*args)

    row = looked_at(ada, FIVE)
    with monkeypatch.context() as breaking:
        breaking.setattr(steps, "_go_on", broken)
        take(ada, row)
    assert (last().state, len(deals())) == ("failed", 2)
    return last()


def page_of(who: Browser, row: DealImport) -> str:
    return who.get(f"/desk/deals/files/{row.id}").text


def remove(who: Browser, row: DealImport) -> int:
    return who.post(f"/desk/deals/files/{row.id}/removal").status_code


def says_nothing(row: DealImport) -> bool:
    return row.cells == b"" and "Deal 1" not in str(row.preview)


def test_what_stopped_half_way_says_so_and_can_be_deleted(ada: Browser, stopped: DealImport):
    assert "Stopped after 2 deals" in page_of(ada, stopped)
    files = ada.get("/desk/deals/files").text
    assert "stopped after 2 deals" in files
    assert "came to nothing" not in files
    assert "Delete these deals again" in page_of(ada, stopped)
    assert remove(ada, stopped) == 302
    assert (deals(), last().state) == ({}, "removed")
    assert says_nothing(last())


def test_what_wrote_nothing_came_to_nothing(ada: Browser, monkeypatch: pytest.MonkeyPatch):
    def broken(*_args):  # type: ignore[no-untyped-def]
        raise RuntimeError

    monkeypatch.setattr(steps, "_go_on", broken)
    row = looked_at(ada, FIVE)
    take(ada, row)
    assert "came to nothing" in ada.get("/desk/deals/files").text
    assert "came to nothing" in page_of(ada, row)


def test_the_headline_counts_the_deals_that_are_here_from_it(ada: Browser):
    first = bring(ada, table(a_deal(), a_deal(Deal="Kantine")))
    assert "Done: 2 deals imported" in page_of(ada, first)
    bring(ada, table(a_deal(Amount="7")))
    assert "Done: 1 deal imported" in page_of(ada, first)


def test_a_file_that_was_only_looked_at_is_thrown_away(ada: Browser):
    row = looked_at(ada, FIVE)
    assert not says_nothing(row)
    assert "Throw this file away" in page_of(ada, row)
    assert remove(ada, row) == 302
    assert (last().state, says_nothing(last())) == ("removed", True)


def test_an_import_under_way_keeps_its_deals(ada: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps.actions, "AT_ONCE", 0)
    row = looked_at(ada, FIVE)
    take(ada, row)
    assert remove(ada, row) == 409
    assert "Delete these deals again" not in page_of(ada, row)
    assert steps.carry_out_waiting() == 1
    assert (len(deals()), last().state) == (5, "done")


def test_what_is_done_keeps_why_rows_were_refused_and_no_deal(ada: Browser):
    row = bring(ada, table(a_deal(Deal="Deal 1"), a_deal(Deal="Deal 2", Amount="-5")))
    assert says_nothing(row)
    assert "below nought" in page_of(ada, row)
    remove(ada, row)
    assert last().preview == {}


def test_deleting_every_deal_empties_every_file(ada: Browser, stopped: DealImport):
    looked_at(ada, FIVE)
    bring(ada, table(a_deal()))
    assert ada.post("/desk/deals/settings/removal", sure="1").status_code == 302
    assert deals() == {}
    rows = db.session.scalars(select(DealImport)).all()
    assert {(row.state, says_nothing(row)) for row in rows} == {("removed", True)}


def test_deleting_every_deal_stops_what_is_under_way(ada: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps.planning, "AT_ONCE", 2)
    real = steps._go_on

    def removed_after(*args):  # type: ignore[no-untyped-def]
        written = real(*args)
        with work():
            removing.remove_all(current_user, now=NOON)
        return written

    row = looked_at(ada, FIVE)
    monkeypatch.setattr(steps, "_go_on", removed_after)
    take(ada, row)
    assert (deals(), last().state) == ({}, "removed")


def test_files_that_were_only_looked_at_are_dropped_after_a_week(ada: Browser, clock: Clock, stopped: DealImport):
    row_id = looked_at(ada, FIVE).id
    clock.forward(days=6)
    assert drop_old_files() == 0
    clock.forward(days=1, minutes=1)
    assert drop_old_files() == 2
    assert db.session.get(DealImport, row_id) is None
    assert (last().id, last().state, len(deals()), says_nothing(last())) == (stopped.id, "failed", 2, True)
    assert "Stopped after 2 deals" in page_of(ada, last())
    assert drop_old_files() == 0


def test_a_file_that_is_done_is_not_dropped(ada: Browser, clock: Clock):
    bring(ada, FIVE)
    clock.forward(days=90)
    assert drop_old_files() == 0
    assert (last().state, db.session.scalar(select(func.count()).select_from(DealImport))) == ("done", 1)
