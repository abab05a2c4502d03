"""Who knocks, and how what they knock for is written down."""

from typing import Any

VISITORS = ("nobody", "rep", "coach", "manager", "admin")

Values = dict[str, Any]
"""What an address and its body need to name one thing."""
Whose = dict[str, dict[str, Values]]
"""By whose it is, and who asks. A visitor who is not named has nothing of the kind."""


def alike(**values: Any) -> dict[str, Values]:
    """The same thing, whoever asks."""
    return dict.fromkeys(VISITORS, values)
