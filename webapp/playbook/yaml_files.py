"""YAML with a document for each topic. Every value is text, whatever it looks like."""

from collections.abc import Iterator
from typing import Any

import yaml
from flask_babel import gettext as _

from webapp.core.problems import Invalid

Row = dict[str, Any]

MOST_BYTES = 2 * 1024 * 1024
"""Reading takes seconds for each megabyte; two thousand rows are less than this."""
NOTHING = ("", "~", "null")


class _Loader(yaml.BaseLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise Invalid(_("That file refers to itself. Write everything out."))
        return super().compose_node(parent, index)

    def construct_scalar(self, node: Any) -> Any:
        text: str = super().construct_scalar(node)
        if not node.style and text.lower() in NOTHING:
            return None
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
            raise Invalid(_("There are characters in it that nobody can read."))
        return text


def is_yaml(data: bytes) -> bool:
    """It begins with a topic, or says that it is a document."""
    start = data[:4096].decode("utf-8-sig", "ignore")
    lines = (line for line in start.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return next(lines, "").split(":")[0].strip() in ("---", "topic", "facts", "prompts")


def rows(data: bytes) -> list[Row]:
    return [row for document in _documents(data) for row in _rows_of(document)]


def _documents(data: bytes) -> list[Any]:
    if len(data) > MOST_BYTES:
        raise Invalid(_("That YAML is larger than %(most)d MB. Split it, then try again.", most=MOST_BYTES >> 20))
    try:
        return list(yaml.load_all(data.decode("utf-8-sig"), _Loader))
    except UnicodeDecodeError:
        raise Invalid(_("Some letters of that file are not UTF-8. Save it as UTF-8, then try again.")) from None
    except RecursionError:
        raise Invalid(_("That YAML is nested far too deep.")) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Invalid(_("That YAML cannot be read: %(why)s", why=_where(error))) from None


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return _("look at line %(n)d.", n=mark.line + 1) if mark else str(error).split("\n")[0]


def _rows_of(document: Any) -> Iterator[Row]:
    topic = document.get("topic") if isinstance(document, dict) else None
    if not isinstance(topic, dict):
        raise Invalid(_("Each document of that file needs a topic."))
    for kind, many in (("fact", "facts"), ("prompt", "prompts")):
        rows = document.get(many) or []
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, dict):
                raise Invalid(_("Every entry of %(many)s has to have fields.", many=many))
            kept = {str(name): value for name, value in row.items() if name != "replies"}
            where = str(row.get("key") or topic.get("name"))[:80]
            yield kept | {"topic": topic.get("name"), "kind": kind, "where": where}
