"""Lists in one cell of a table: items apart by `|`, wordings of one item by `=`; a backslash before either keeps it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

ITEM, WORDING = "|", "="


def joined(texts: Iterable[str]) -> str:
    return " | ".join(_kept(text) for text in texts)


def split(cell: str) -> list[str]:
    return [_freed(part) for part in _parts(cell, ITEM)]


def points_joined(points: Sequence[dict[str, Any]]) -> str:
    return " | ".join(" = ".join(_kept(word) for word in (point["text"], *point["synonyms"])) for point in points)


def points_split(cell: str) -> list[dict[str, Any]]:
    wordings = ([_freed(word) for word in _parts(item, WORDING)] for item in _parts(cell, ITEM))
    return [{"text": words[0], "synonyms": words[1:]} for words in wordings if words]


def _kept(text: str) -> str:
    return re.sub(r"([\\|=])", r"\\\1", text)


def _freed(text: str) -> str:
    return re.sub(r"\\([\\|=])", r"\1", text)


def _parts(cell: str, sign: str) -> list[str]:
    parts = re.findall(rf"(?:\\.|[^\\{re.escape(sign)}]|\\$)+", cell, re.DOTALL)
    return [part.strip() for part in parts if part.strip()]
