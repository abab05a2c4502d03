"""Columns as Salesforce and HubSpot name them."""

import csv
import io

import pytest

from tests.deals.office import file
from webapp.deals.bringing.columns import guess, is_header, source_of, trouble


def header_of(name: str) -> list[str]:
    return next(csv.reader(io.StringIO(file(name).decode()), delimiter=";" if name == "deutsch.csv" else ","))


@pytest.mark.parametrize(
    ("name", "source"), [("salesforce.csv", "salesforce"), ("hubspot.csv", "hubspot"), ("deutsch.csv", "salesforce")]
)
def test_their_exports_need_no_mapping(name: str, source: str):
    header = header_of(name)
    assert source_of(header) == source
    assert trouble(guess(header)) is None
    assert {"id", "name", "stage", "amount", "closed_on", "owner", "reason", "competitor"} <= set(guess(header))


def test_a_data_loaders_names_are_known_too():
    header = [
        "ID",
        "NAME",
        "STAGENAME",
        "AMOUNT",
        "CURRENCYISOCODE",
        "CLOSEDATE",
        "ISWON",
        "ISCLOSED",
        "LOSS_REASON__C",
    ]
    meant = ["id", "name", "stage", "amount", "currency", "closed_on", "is_won", "is_closed", "reason"]
    assert guess(header) == meant
    assert source_of(header) == "salesforce"


def test_a_converted_amount_counts_only_where_the_deals_own_is_missing():
    both = ["Amount Currency", "Amount", "Amount (converted) Currency", "Amount (converted)"]
    assert guess(both) == ["currency", "amount", "", ""]
    assert guess(both[2:]) == ["currency", "amount"]
    assert guess(["Currency", "Amount in company currency"]) == ["", "amount"]


def test_what_is_missing_or_twice_is_said():
    assert trouble(["name", "name", "closed_on", "stage"]) == ("twice", "name")
    assert trouble(["closed_on", "stage"]) == ("missing", "name")
    assert trouble(["name", "stage"]) == ("missing", "closed_on")
    assert trouble(["name", "closed_on", "is_lost"]) == ("missing", "stage")
    assert trouble(["name", "closed_on", "is_won"]) is None


def test_a_reports_title_is_no_header():
    assert not is_header(["Lost deals this year"])
    assert not is_header(["As of", "2026-11-24"])
    assert is_header(header_of("hubspot.csv"))
