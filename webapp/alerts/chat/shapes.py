"""What is said in the shape that Slack or Teams takes. Pure."""

from collections.abc import Callable
from typing import Any

from webapp.alerts.chat.rules import SLACK, TEAMS
from webapp.alerts.chat.said import Said

CARD = "application/vnd.microsoft.card.adaptive"


def shaped(kind: str, said: Said) -> dict[str, Any]:
    return SHAPES[kind](said)


def _slack(said: Said) -> dict[str, Any]:
    """Its kin read `text` alone, so everything is in it."""
    parts = [f"*{_plain(said.title)}*"]
    parts += [f"> {_plain(' '.join(said.quote.split()))}"] if said.quote else []
    parts += [_plain(line) for line in said.lines]
    parts.append(f"<{said.to}|{_plain(said.invitation)}>")
    text = "\n".join(parts)
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"text": text, "blocks": [section], "unfurl_links": False, "unfurl_media": False}


def _plain(text: str) -> str:
    """What Slack would read as a link, a mention or an entity; it asks for these three and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(said: Said) -> dict[str, Any]:
    """The envelope of the Workflows webhook. Runs of text are no Markdown, so nothing in them becomes a link."""
    blocks = [_block(said.title, weight="Bolder")]
    blocks += [_block(said.quote, size="Large")] if said.quote else []
    blocks += [_block(line) for line in said.lines]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": blocks,
        "actions": [{"type": "Action.OpenUrl", "title": said.invitation, "url": said.to}],
    }
    return {"type": "message", "attachments": [{"contentType": CARD, "contentUrl": None, "content": card}]}


def _block(text: str, **look: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **look}]}


SHAPES: dict[str, Callable[[Said], dict[str, Any]]] = {SLACK: _slack, TEAMS: _teams}
