"""What was found, in plain words. Managers read sums, never which vote somebody gave."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.core.words import percent
from webapp.trust.mirror import FEWEST, Lean, Mirror, Share
from webapp.trust.models import Finding


def headline(finding: Finding, other: str) -> str:
    if finding.kind == "favours":
        return _("%(name)s and %(other)s give each other more than others do", name=finding.judge.name, other=other)
    if finding.kind == "block":
        return _("%(name)s lifts their own team and marks down the rest", name=finding.judge.name)
    if finding.evidence["fast"] * 2 >= finding.evidence["votes"]:
        return _("%(name)s votes faster than anybody reads", name=finding.judge.name)
    return _("%(name)s gives nearly always the same vote", name=finding.judge.name)


def evidence(finding: Finding, other: str) -> list[str]:
    """One sentence a line; a vote has four steps, two on each question."""
    said = {"favours": _of_favours, "block": _of_block, "bot": _of_bot}[finding.kind]
    return [*said(finding.evidence, other), _chance(finding.chance)]


def _of_favours(found: dict[str, Any], other: str) -> list[str]:
    return [
        _(
            "On %(votes)s replies by %(other)s they gave %(steps)s steps of four more than they give others, each "
            "compared with what everybody else said of the same reply.",
            votes=found["votes"],
            other=other,
            steps=found["gave"],
        ),
        _("In return they got %(steps)s steps more on %(votes)s replies.", steps=found["got"], votes=found["back"]),
    ]


def _of_block(found: dict[str, Any], _other: str) -> list[str]:
    return [
        _(
            "On %(votes)s replies of their own team: %(steps)s steps of four beside what other teams' people said of "
            "them.",
            votes=found["own_votes"],
            steps=f"{found['own']:+.2f}",
        ),
        _(
            "On %(votes)s replies of other teams: %(steps)s steps.",
            votes=found["other_votes"],
            steps=f"{found['others']:+.2f}",
        ),
        _(
            "Over %(judges)s judges of this team both lie %(steps)s steps apart.",
            judges=found["judges"],
            steps=found["team"],
        ),
    ]


def _of_bot(found: dict[str, Any], _other: str) -> list[str]:
    n = found["votes"]
    return [
        _("%(fast)s of %(votes)s votes came within three seconds of what went before.", fast=found["fast"], votes=n),
        _("%(alike)s of %(votes)s were the very same vote.", alike=found["alike"], votes=n),
    ]


def _chance(chance: float) -> str:
    if chance < 0.0001:
        return _("By chance, among everybody looked at: less than once in 10,000.")
    return _("By chance, among everybody looked at: about once in %(times)s.", times=f"{1 / chance:,.0f}")


def mirror_words(seen: Mirror) -> list[str]:
    """Where somebody leans, in sentences to themselves."""
    if seen.fact_lean is None or seen.persuasion_lean is None:
        left = FEWEST - seen.fact.n
        return [
            ngettext(
                "One reply more that a coach judges too, and we can say where you lean.",
                "%(num)s replies more that a coach judges too, and we can say where you lean.",
                left,
            )
        ]
    return [_on_fact(seen.fact_lean), _on_persuasion(seen.persuasion_lean), *_on_charm(seen.charmed)]


def share_words(share: Share) -> str:
    return _(
        "the same as a coach on %(count)s of %(n)s; in the long run between %(low)s and %(high)s",
        count=share.agreed,
        n=share.n,
        low=percent(share.low),
        high=percent(share.high),
    )


def _on_fact(lean: Lean) -> str:
    return {
        "kind": _("On the fact you are a little too kind: coaches let less pass."),
        "hard": _("On the fact you are a little too hard: coaches let more pass."),
        "fair": _("On the fact you lean neither way."),
    }[lean.way]


def _on_persuasion(lean: Lean) -> str:
    return {
        "kind": _("On persuasion you are a little too kind: you see more won than coaches do."),
        "hard": _("On persuasion you are a little too hard: you see more lost than coaches do."),
        "fair": _("On persuasion you lean neither way."),
    }[lean.way]


def _on_charm(charmed: Lean | None) -> list[str]:
    if charmed is None:
        return []
    if charmed.way == "kind":
        return [
            _("Charm gets to you: where a reply wins the prospect, you go easier on its fact. Read the fact first.")
        ]
    return [_("Charm does not fool you: a winning line gets no easier fact vote from you.")]
