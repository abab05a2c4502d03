"""Files of deals, from sending to deleting, as an admin does it; and that nobody else can."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import Cast
from tests.deals.office import a_deal, bring, deals, file, last, looked_at, send, set_rates, table, take
from tests.doors import Browser, Clock
from webapp.core.tables import write_xlsx
from webapp.deals.bringing import steps
from webapp.deals.bringing.models import DealImport
from webapp.deals.models import Deal, DealTerm, Term
from webapp.extensions import db


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ada)


def test_a_salesforce_report_comes_in(ada: Browser, cast: Cast):
    set_rates(ada, USD="0.9")
    row = bring(ada, file("salesforce.csv"))
    assert row.counts == {"new": 4, "changed": 0, "same": 0, "skipped": 4, "refused": 1}
    assert (row.state, row.source, row.cells) == ("done", "salesforce", b"")
    kept = deals()
    lindner, brewhouse = kept["Hofgut Lindner - 12 sites"], kept["Brewhouse 9"]
    assert (lindner.outcome, lindner.value, str(lindner.closed_on)) == ("lost", 48_000_00, "2026-10-15")
    assert (lindner.external_id, lindner.owner_id) == ("0065g00000Aa1AA", cast.ana.id)
    assert (brewhouse.amount, brewhouse.currency, brewhouse.value) == (30_000_00, "USD", 27_000_00)
    assert kept["Harbour Hotels"].owner_id is None
    said = {(term.kind, term.words) for term in db.session.scalars(select(Term))}
    assert {("competitor", "ShiftMate"), ("competitor", "RotaPro"), ("reason", "Slow onboarding")} <= said
    assert ("reason", "Slow Onboarding") not in said, "capitals and spaces make no other words"


def test_a_hubspot_export_comes_in(ada: Browser, cast: Cast):
    set_rates(ada, GBP="1.2")
    row = bring(ada, file("hubspot.csv"))
    assert row.counts == {"new": 3, "changed": 0, "same": 0, "skipped": 1, "refused": 0}
    noodles = deals()["Noodle Bar West"]
    assert (noodles.value, noodles.owner_id, noodles.reason) == (26_400_00, cast.cleo.id, "No budget")
    assert str(deals()["Sonnendeck Catering"].closed_on) == "2026-10-03"


def test_a_german_export_comes_in(ada: Browser):
    row = bring(ada, file("deutsch.csv"))
    assert row.counts == {"new": 2, "changed": 0, "same": 0, "skipped": 1, "refused": 0}
    assert deals()["Mensa Weststadt"].value == 1234_56
    assert deals()["Gasthof Adler"].value == 12_000_00


def test_a_workbook_with_a_title_above_its_columns_comes_in(ada: Browser):
    rows = [["Filtered by: closed"], [], ["Deal Name", "Deal Stage", "Amount", "Close Date"]]
    data = write_xlsx(["Lost deals"], [*rows, ["Bistro", "Closed Lost", "1200.50", "2026-11-02"]])
    assert bring(ada, data).counts["new"] == 1
    assert deals()["Bistro"].value == 1200_50


def test_a_preview_changes_nothing_and_tells_why_rows_are_refused(ada: Browser):
    set_rates(ada)
    row = looked_at(ada, file("salesforce.csv"))
    page = ada.get(f"/desk/deals/files/{row.id}").text
    assert "below nought" in page
    assert "Negotiation/Review (1)" in page
    assert "Hofgut Lindner" in page
    assert "1 deal belongs to nobody here" in page, "whoever sold to Harbour Hotels"
    assert deals() == {}


def test_a_currency_without_a_rate_is_asked_for_before_anything_is_written(ada: Browser):
    row = looked_at(ada, file("salesforce.csv"))
    assert "1 USD in EUR" in ada.get(f"/desk/deals/files/{row.id}").text
    assert take(ada, row).status_code == 422
    assert deals() == {}
    assert ada.post(f"/desk/deals/files/{row.id}/rates", currency="USD", rate="nothing").status_code == 422
    assert ada.post(f"/desk/deals/files/{row.id}/rates", currency="USD", rate="0,9").status_code == 302
    assert take(ada, last()).status_code == 302
    assert deals()["Brewhouse 9"].value == 27_000_00


def test_the_same_file_again_changes_nothing_and_another_amount_one_deal(ada: Browser):
    set_rates(ada)
    bring(ada, file("salesforce.csv"))
    again = looked_at(ada, file("salesforce.csv"))
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 4)
    assert take(ada, again).status_code == 422
    row = bring(ada, file("salesforce.csv").replace(b'"48,000.00"', b'"50,000.00"'))
    assert (row.counts["new"], row.counts["changed"], row.counts["same"]) == (0, 1, 3)
    assert deals()["Hofgut Lindner - 12 sites"].value == 50_000_00
    assert db.session.scalar(select(func.count()).select_from(Deal)) == 4


def test_without_ids_it_says_so_and_doubles_nothing(ada: Browser):
    row = looked_at(ada, table(a_deal(Owner="Ana")))
    assert "No column holds an id" in ada.get(f"/desk/deals/files/{row.id}").text
    take(ada, row)
    assert looked_at(ada, table(a_deal(Owner="Ana"))).counts["same"] == 1


def test_what_could_be_two_days_is_asked(ada: Browser):
    row = looked_at(ada, table(a_deal(**{"Closed on": "03/04/2026"})))
    assert "dates could be read in two ways" in ada.get(f"/desk/deals/files/{row.id}").text
    assert take(ada, row).status_code == 422
    ada.post(f"/desk/deals/files/{row.id}", column=row.mapping, first="day", currency="EUR")
    assert take(ada, last()).status_code == 302
    assert str(deals()["Bistro"].closed_on) == "2026-04-03"


def test_what_could_be_two_amounts_is_asked(ada: Browser):
    row = looked_at(ada, table(a_deal(Amount="1.250")))
    assert "amounts could be read in two ways" in ada.get(f"/desk/deals/files/{row.id}").text
    ada.post(f"/desk/deals/files/{row.id}", column=row.mapping, decimal=",")
    take(ada, last())
    assert deals()["Bistro"].value == 1250_00


@pytest.mark.parametrize("typed", ["EURO", "E1R", "€", "ÄÖÜ", "E R"])
def test_what_is_no_currency_is_refused_in_a_sentence(ada: Browser, typed: str):
    row = looked_at(ada, table(a_deal()))
    refused = ada.post(f"/desk/deals/files/{row.id}", column=row.mapping, currency=typed)
    assert refused.status_code == 422
    assert f"“{typed}” is no currency" in refused.text
    assert last().currency == "EUR"


def test_a_currency_may_be_typed_small(ada: Browser):
    row = looked_at(ada, table(a_deal()))
    assert ada.post(f"/desk/deals/files/{row.id}", column=row.mapping, currency=" gbp ").status_code == 302
    assert (last().currency, last().preview["rates"]) == ("GBP", ["GBP"])


def test_columns_of_ones_own_are_mapped(ada: Browser):
    row = looked_at(ada, table({"What": "Bistro", "Ended": "2026-11-02", "How": "lost", "Because": "Too dear"}))
    assert "Tell us which column" in ada.get(f"/desk/deals/files/{row.id}").text
    assert ada.post(f"/desk/deals/files/{row.id}", column=["name", "closed_on", "odd", ""]).status_code == 422
    ada.post(f"/desk/deals/files/{row.id}", column=["name", "closed_on", "stage", "reason"])
    take(ada, last())
    assert deals()["Bistro"].reason == "Too dear"


def test_only_what_was_seen_is_imported(ada: Browser):
    row = looked_at(ada, table(a_deal()))
    assert take(ada, row, "0" * 64).status_code == 409
    assert deals() == {}


def test_a_rate_that_changes_while_it_waits_shows_it_again(ada: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(steps.actions, "AT_ONCE", 0)
    set_rates(ada)
    row = looked_at(ada, file("salesforce.csv"))
    take(ada, row)
    assert last().state == "waiting"
    set_rates(ada, USD="0.8")
    assert steps.carry_out_waiting() == 1
    assert (last().state, last().trouble, deals()) == ("previewed", "changed", {})


def test_who_goes_on_after_a_killed_worker_writes_nothing_twice(
    ada: Browser, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(steps.actions, "AT_ONCE", 0)
    monkeypatch.setattr(steps.planning, "AT_ONCE", 2)
    rows = [a_deal(Deal=f"Deal {n}") for n in range(5)]
    take(ada, looked_at(ada, table(*rows)))
    going = iter([True, False])
    real = steps._go_on

    def killed(*args):  # type: ignore[no-untyped-def]
        if not next(going):
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(steps, "_go_on", killed)
    with pytest.raises(SystemExit):
        steps.carry_out_waiting()
    monkeypatch.setattr(steps, "_go_on", real)
    assert (len(deals()), last().state, last().progress) == (2, "running", 40)
    assert steps.carry_out_waiting() == 0, "another is at it, as far as anybody knows"
    clock.forward(minutes=3)
    assert steps.carry_out_waiting() == 1
    assert (len(deals()), last().state, last().counts["new"], last().counts["same"]) == (5, "done", 3, 2)


def test_an_imports_deals_are_deleted_and_nothing_else(ada: Browser):
    first = bring(ada, table(a_deal(), a_deal(Deal="Kantine")))
    second = looked_at(ada, table(a_deal(Amount="7"), a_deal(Deal="Mensa")))
    take(ada, second)
    ada.post(f"/desk/deals/files/{first.id}/removal")
    assert {name: deal.value for name, deal in deals().items()} == {"Mensa": 1000_00, "Bistro": 7_00}


def test_everything_is_deleted_once_one_is_sure(ada: Browser):
    bring(ada, table(a_deal(Reason="Too dear")))
    assert ada.post("/desk/deals/settings/removal").status_code == 422
    assert len(deals()) == 1
    assert ada.post("/desk/deals/settings/removal", sure="1").status_code == 302
    assert deals() == {}
    assert db.session.scalar(select(func.count()).select_from(DealTerm)) == 0
    assert last().state == "removed"


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b"PK\x03\x04 no zip", "damaged"), (b'a,b\n"x,y\n', "quotation marks")]
)
def test_what_is_no_table_is_refused(ada: Browser, data: bytes, words: str):
    refused = send(ada, data)
    assert refused.status_code == 422
    assert words in refused.text
    assert db.session.scalar(select(func.count()).select_from(DealImport)) == 0


def test_only_admins_bring_deals_in(app: Flask, cast: Cast, ada: Browser):
    row = looked_at(ada, table(a_deal()))
    for who in (cast.ana, cast.kofi, cast.mara):
        browser = Browser(app, who)
        assert send(browser, table(a_deal())).status_code == 403
        assert browser.get(f"/desk/deals/files/{row.id}").status_code == 403
        assert take(browser, row).status_code == 403
        assert browser.post("/desk/deals/settings/rates", currency="USD", rate="1").status_code == 403
        assert browser.post("/desk/deals/settings/removal", sure="1").status_code == 403
    assert deals() == {}
