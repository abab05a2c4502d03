"""Every answer that a program gets which tells of deals, for the test of the document."""

from typing import Any

from tests.doors import Program

DEALS = "/deals"
BODIES: dict[str, dict[str, Any]] = {
    DEALS: {
        "external_id": "A-1",
        "name": "Bistro",
        "outcome": "lost",
        "amount": 1234.5,
        "currency": "EUR",
        "closed_on": "2026-11-20",
    }
}


def tells_of_deals(ada: Program, ana: Program, reader: Any) -> None:
    reader.read("post", DEALS, ada.post(DEALS, **BODIES[DEALS]), 200)
    reader.read("post", DEALS, ada.open("POST", f"/api/v1{DEALS}", json=[BODIES[DEALS]]), 200)
    reader.read("post", DEALS, ada.post(DEALS, **BODIES[DEALS] | {"currency": "USD"}), 422)
    reader.read("post", DEALS, ana.post(DEALS, **BODIES[DEALS]), 403)
