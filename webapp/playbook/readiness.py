"""What a fact still lacks before anybody can meet it, in words."""

from typing import Any

from flask_babel import gettext as _

from webapp.playbook import sent
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.rules import key_points_used


def missing(fact: Fact) -> list[str]:
    return lacks(sent.as_it_is(fact))


def lacks(data: dict[str, Any]) -> list[str]:
    """The same of a fact as it is sent."""
    wanted = [
        (data["statement"], _("Write the fact.")),
        (data["why"], _("Say why it matters.")),
        (data["proof"]["text"], _("Add a proof to show.")),
        (data["source"], _("Name its source.")),
        (data["key_points"], _("Name at least one key point.")),
        (data["recall"]["question"], _("Ask a recall question.")),
        (len(data["recall"]["choices"]) > 1, _("Give the question at least two answers.")),
        (data["prompts"], _("Add a prospect's line.")),
        (data["model_reply"], _("Write a model reply.")),
    ]
    return [sentence for there, sentence in wanted if not there] + _unsaid(data)


def line_lacks(prompt: Prompt) -> list[str]:
    """A line that somebody handed in may be no more than its words."""
    wanted = [
        (prompt.persona, _("Say who says it.")),
        (prompt.stage, _("Choose its deal stage.")),
        (prompt.situation, _("Choose what it is about.")),
    ]
    return [sentence for there, sentence in wanted if not there]


def _unsaid(data: dict[str, Any]) -> list[str]:
    """The author's model reply has to be one."""
    points = [(point["text"], point["synonyms"]) for point in data["key_points"]]
    if not data["model_reply"] or not points:
        return []
    used = key_points_used(data["model_reply"], points)
    left_out = [text for (text, _synonyms), said in zip(points, used, strict=True) if not said]
    return [_("The model reply leaves out: %(points)s.", points=", ".join(left_out))] if left_out else []
