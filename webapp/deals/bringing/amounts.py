"""What an amount says, however it is written: 1.234,56 € or $1,234.56, 1 234,56 or 1'234.50, 12,5k. Pure."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from webapp.deals.bringing.refusing import Refused
from webapp.deals.shape import LARGEST

SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "US$": "USD", "C$": "CAD", "A$": "AUD"}
DOLLARS = ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD")
CODE = re.compile(r"[A-Za-z]{3}")
SPACES = re.compile(r"[\s'’`´_]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS = {"k": 3, "tsd": 3, "m": 6, "mio": 6}
POWER = re.compile(r"(mio|tsd|k|m)\.?(?![a-z.])|(mio|tsd|k|m)\.?(?=[a-z]{3}$)", re.IGNORECASE)
"""A k or M at the end, or before a currency's sign or its three letters."""


class Amount(NamedTuple):
    hundredths: int
    currency: str | None
    """As the cell itself names it."""


def amount(cell: str, decimal: str | None, currency: str | None = None) -> Amount:
    """`decimal` is the mark before the hundredths, as the rest of the column shows; `currency` tells what a bare $ is.
    An empty cell is nought. Raises Refused for what is below nought, is no number, or could be two."""
    text = cell.strip()
    if not text:
        return Amount(0, None)
    if text.startswith("(") or re.search(r"[-−–]\s*[\d.,]", text) or text.endswith("-"):
        raise Refused("below_nought", value=text[:40])
    named, number, power = _parts(text)
    value = Decimal(_plain(number, decimal, text, power)).scaleb(power + 2)
    whole = int(value.to_integral_value(ROUND_HALF_UP))
    if whole > LARGEST:
        raise Refused("too_much", value=text[:40])
    return Amount(whole, _currency(named, currency, text))


def decimal_of(cells: Iterable[str]) -> tuple[str | None, bool]:
    """The mark before the hundredths as a column shows it, and whether a cell needs to be told."""
    marks, doubtful = set(), False
    for cell in cells:
        if not (found := NUMBER.search(SPACES.sub("", cell))):
            continue
        mark = _mark(found[0])
        marks |= {mark} if mark in (".", ",") else set()
        doubtful = doubtful or mark == "?"
    return (marks.pop() if len(marks) == 1 else None), doubtful


def _mark(number: str) -> str:
    """What is before the hundredths of this one; `?` where it could be either, empty where there is nothing."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        return max(".,", key=number.rfind)
    if dots + commas != 1:
        return "" if dots + commas == 0 else "," if dots else "."
    before, after = re.split("[.,]", number)
    if len(after) == 3 and len(before) <= 3 and before.strip("0"):
        return "?"
    return "." if dots else ","


def _parts(text: str) -> tuple[str, str, int]:
    """What stands around the number, the number, and the power of ten that a k stands for."""
    bare = SPACES.sub("", text)
    found = NUMBER.search(bare)
    if found is None or any(map(str.isdigit, bare[found.end() :])):
        raise Refused("no_amount", value=text[:40])
    before, after = bare[: found.start()], bare[found.end() :]
    power = POWER.match(after)
    if power is None:
        return before + after, found[0], 0
    return before + after[power.end() :], found[0], THOUSANDS[(power[1] or power[2]).lower()]


def _plain(number: str, decimal: str | None, text: str, power: int) -> str:
    """As Python writes it. Groups must be of three, so that a slip is no other number."""
    mark = _mark(number)
    if mark == "?":
        if decimal is None or power:
            raise Refused("two_amounts", value=text[:40])
        mark = decimal
    whole, _point, part = number.rpartition(mark) if mark and mark in number else (number, "", "")
    if not _is_grouped(whole) or (part and not part.isdigit()):
        raise Refused("no_amount", value=text[:40])
    return f"{re.sub('[.,]', '', whole)}.{part or 0}"


def _is_grouped(whole: str) -> bool:
    groups = re.split("[.,]", whole)
    return len(set(re.findall("[.,]", whole))) <= 1 and (
        len(groups) == 1 or (0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    )


def _currency(named: str, currency: str | None, text: str) -> str | None:
    if not named:
        return None
    if named == "$":
        return currency if currency in DOLLARS else "USD"
    code = SIGNS.get(named) or (named.upper() if CODE.fullmatch(named) else None)
    if code is None:
        raise Refused("no_amount", value=text[:40])
    return code
