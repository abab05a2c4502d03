"""The longest run of days inside a window. Pure: values in, value out."""

from collections.abc import Collection
from datetime import date

from webapp.streaks.rules import History, fold


def longest_run(history: History, counted: Collection[date], today: date) -> int:
    """Of the days in `counted`; days off, frozen days and replies from outside the window break nothing."""
    if not counted:
        return 0
    first, last = min(counted), max(counted)
    longest = current = 0
    for day, state in fold(*history, today=max(today, last)).days.items():
        if first <= day <= last:
            current = 0 if state == "missed" else current + (state == "done" and day in counted)
            longest = max(longest, current)
    return longest
