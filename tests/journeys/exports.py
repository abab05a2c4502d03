"""What a sales system exports: a Salesforce report of opportunities, with the words of an organisation of its own."""

import csv
import io
from datetime import date, timedelta

from tests.journeys.papers import TOPICS

HEADER = (
    "Opportunity ID;Opportunity Name;Account Name;Type;Stage;Amount;Close Date;Opportunity Owner;"
    "Loss Reason;Primary Competitor"
)
ACCOUNTS = "Allgäu Nordsee Köhler Rossi Lindner Vogt Janssen Schröder Weiß Bühl Brandt Sato"
REASON = "Their offer was lower"
"""What they call it. It means:"""
MEANT = TOPICS[3]
LOST, WON = 12, 4
EACH = 28_500
COST = f"{LOST * EACH:,}"


def opportunities(today: date) -> bytes:
    """One lost every third day over the same, some won, and one that is still open; dates as in the US."""
    lost = [_row(n, "Closed Lost", today - timedelta(days=3 * n), REASON) for n in range(1, LOST + 1)]
    won = [_row(n, "Closed Won", today - timedelta(days=7 * n)) for n in range(LOST + 1, LOST + WON + 1)]
    still_open = _row(99, "Negotiation/Review", today + timedelta(days=20))
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([HEADER.split(";"), *lost, *won, still_open])
    return file.getvalue().encode()


def _row(n: int, stage: str, closed_on: date, reason: str = "") -> list[str]:
    account = f"Molkerei {ACCOUNTS.split()[n % 12]}"
    closed, money = f"{closed_on.month}/{closed_on.day}/{closed_on.year}", f"{EACH:,}.00"
    return [
        f"0065g00000Aa{n}AAAZ",
        f"{account} - vans",
        account,
        "New Business",
        stage,
        money,
        closed,
        "Ana",
        reason,
        "",
    ]
