"""What a fact still lacks before anybody can meet it, in words."""

from flask_babel import gettext as _

from webapp.playbook.models import Fact
from webapp.playbook.rules import key_points_used


def missing(fact: Fact) -> list[str]:
    right = [choice for choice in fact.choices if choice.is_right]
    wanted = [
        (fact.statement, _("Write the fact.")),
        (fact.why, _("Say why it matters.")),
        (fact.proof_text, _("Add a proof to show.")),
        (fact.source, _("Name its source.")),
        (fact.key_points, _("Name at least one key point.")),
        (fact.question, _("Ask a recall question.")),
        (len(fact.choices) > 1 and right, _("Give the question at least two answers.")),
        ([c for c in fact.challenges if c.prompt.state != "retired"], _("Add a prospect's line.")),
        (fact.model_replies, _("Write a model reply.")),
    ]
    return [sentence for there, sentence in wanted if not there] + _unsaid(fact)


def _unsaid(fact: Fact) -> list[str]:
    """The author's model reply has to be one."""
    if not fact.model_replies or not fact.key_points:
        return []
    points = [(point.text, point.synonyms) for point in fact.key_points]
    used = key_points_used(fact.model_replies[0].text, points)
    left_out = [text for (text, _synonyms), said in zip(points, used, strict=True) if not said]
    return [_("The model reply leaves out: %(points)s.", points=", ".join(left_out))] if left_out else []
