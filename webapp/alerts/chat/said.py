"""What is said, before it takes a chat's shape. Pure."""

from typing import Any, NamedTuple


class Said(NamedTuple):
    title: str
    lines: list[str]
    to: str
    """Where the link leads."""
    invitation: str
    quote: str | None = None

    def kept(self) -> dict[str, Any]:
        return self._asdict()
