"""Files and deals to bring in, and what came of it."""

import io
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOON, TUESDAY
from tests.doors import Browser
from webapp.core.work import work
from webapp.deals.bringing.models import DealImport
from webapp.deals.models import Deal, Term
from webapp.deals.shape import Told
from webapp.deals.writing import Written, write
from webapp.extensions import db

FILES = Path(__file__).parent / "files"
RATES = {"USD": "0.9", "GBP": "1.2"}


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def send(who: Browser, data: bytes, name: str = "deals.csv") -> TestResponse:
    form = {"file": (io.BytesIO(data), name)}
    return who.open("POST", "/desk/deals/files", data=form, content_type="multipart/form-data")


def set_rates(who: Browser, **rates: str) -> None:
    for currency, rate in (rates or RATES).items():
        who.post("/desk/deals/settings/rates", currency=currency, rate=rate)


def looked_at(who: Browser, data: bytes) -> DealImport:
    assert send(who, data).status_code == 302
    return last()


def last() -> DealImport:
    found = db.session.scalars(select(DealImport).order_by(DealImport.id.desc())).first()
    assert found is not None
    return found


def bring(who: Browser, data: bytes) -> DealImport:
    row = looked_at(who, data)
    assert take(who, row).status_code == 302
    return last()


def take(who: Browser, row: DealImport, digest: str | None = None) -> TestResponse:
    return who.post(f"/desk/deals/files/{row.id}/application", digest=digest or row.digest)


def table(*rows: dict[str, str]) -> bytes:
    """A file whose columns are these fields, as a person would name them."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def a_deal(**more: Any) -> dict[str, str]:
    return {"Deal": "Bistro", "Status": "Lost", "Amount": "1000", "Closed on": "2026-11-02", **more}


def a_loss(n: int, value: int = 1_000_00, *, closed_on: date = TUESDAY, **more: Any) -> Told:
    told = {"owner_email": None, "owner_id": None, "reason": None, "competitor": None, "objection": None, **more}
    return Told("webhook", str(n), f"Deal {n}", told.pop("outcome", "lost"), value, "EUR", value, closed_on, **told)


def written(*deals: Told) -> Written:
    with work():
        return write(deals, now=NOON)


def deals() -> dict[str, Deal]:
    return {deal.name: deal for deal in every_deal()}


def every_deal() -> list[Deal]:
    return list(db.session.scalars(select(Deal).order_by(Deal.id)))


def term(words: str) -> Term:
    return db.session.scalars(select(Term).where(Term.words == words)).one()
