"""YAML with a document for each topic. Every value is text, whatever it looks like."""

from collections.abc import Iterator
from typing import Any

import yaml
from flask_babel import gettext as _

from webapp.core.problems import Invalid

Row = dict[str, Any]

MOST_BYTES = 2 * 1024 * 1024
"""Reading takes seconds for each megabyte; two thousand rows are less than this."""
SAMPLE = """\
topic: Onboarding
facts:
- key: nine-days
  statement: It takes nine working days to install.
  why: A buyer fears a long project.
  proof:
    kind: figure
    text: 9 days, the median of last year
  key_points:
  - text: nine days
    synonyms: [9 days]
  - one lead
  source: Onboarding report
  valid_until: 2099-12-31
  recall:
    question: How long does it take?
    choices: [9 days, 3 days, 4 weeks]
  model_reply: Nine days, with one lead who stays.
prompts:
- text: Our last roll-out took five months.
  persona: Operations lead
  stage: discovery
  mood: burned
  situation: timing
  facts: [nine-days]
"""
"""Shown to who writes one; the first of the choices is right."""
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
    return [row for number, document in enumerate(_documents(data), 1) for row in _rows_of(document, number)]


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


def _rows_of(document: Any, number: int) -> Iterator[Row]:
    topic = _topic_of(document, number)
    for kind, many in (("fact", "facts"), ("prompt", "prompts")):
        rows = document.get(many) or []
        if not isinstance(rows, list):
            raise Invalid(_("Write “%(many)s” as a list, each entry behind a dash.", many=many))
        for row in rows:
            yield _row(row, many) | {"topic": topic, "kind": kind, "where": _where_of(row, topic)}


def _topic_of(document: Any, number: int) -> str:
    """By its name alone, or with more about it."""
    topic = document.get("topic") if isinstance(document, dict) else None
    name = topic.get("name") if isinstance(topic, dict) else topic
    if not isinstance(name, str):
        raise Invalid(_("Part %(n)s of that file needs a topic. Begin it with “topic: Pricing”.", n=number))
    return name


def _row(row: Any, many: str) -> Row:
    if not isinstance(row, dict):
        entry, field = str(row)[:80], "statement" if many == "facts" else "text"
        raise Invalid(
            _(
                "“%(entry)s” stands alone in %(many)s. Write “%(field)s:” before it.",
                entry=entry,
                many=many,
                field=field,
            )
        )
    row = {str(name): value for name, value in _said(row).items() if name != "replies"}
    if isinstance(points := row.get("key_points"), list):
        row["key_points"] = [{"text": point} if isinstance(point, str) else point for point in points]
    return row


def _where_of(row: Row, topic: str) -> str:
    return str(row.get("key") or topic)[:80]


def _said(data: Any) -> Any:
    """A field with nothing behind it is not there."""
    if not isinstance(data, dict):
        return data
    return {name: _said(value) for name, value in data.items() if value is not None}
