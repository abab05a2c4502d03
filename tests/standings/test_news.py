"""What those who watch a board are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from webapp.core import audiences, outbox
from webapp.core.work import work
from webapp.people.actions import enter_absence, move
from webapp.people.ranks import turn_ranks

Told = dict[str, dict[str, Any]]


@pytest.fixture
def told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Told]:
    """What boards were told since the last time, each audience's changes in one message."""
    changes: dict[str, tuple[Any, list[Any]]] = {}

    def keep(audience: str, event: str, change: Any, *, render: Any, every: float) -> None:
        if event == "standings":
            changes.setdefault(audience, (render, []))[1].append(change)

    def rendered() -> Told:
        messages = {audience: render(kept) for audience, (render, kept) in changes.items()}
        changes.clear()
        return {audience: message for audience, message in messages.items() if message}

    def announce(kind: str, payload: dict[str, Any]) -> None:
        if kind == "standings":
            outbox._tellers[kind](payload)

    monkeypatch.setattr(audiences, "tell", keep)
    monkeypatch.setattr(audiences, "may_be_heard", lambda audience: True)
    monkeypatch.setattr(outbox, "announce", announce)
    return rendered


def names(message: dict[str, Any]) -> list[str]:
    return [change["name"] for change in message["changes"]]


def test_a_message_says_whose_board_it_is_and_from_when(cast: Cast, told: Callable[[], Told]):
    with work():
        a_reply(cast.ana, NOON)
    message = told()[f"board:people:week:2026-11-23:cohort:{cast.autumn.id}"]
    change = {"id": cast.ana.id, "name": "Ana", "rank": 1, "points": 10, "was": 0}
    about = {"board": "people", "period": "week", "start": "2026-11-23", "cohort": cast.autumn.id, "team": None}
    assert message == {**about, "changes": [change]}


def test_everyone_the_cohort_the_team_and_both_are_told(cast: Cast, told: Callable[[], Told]):
    with work():
        a_reply(cast.ana, NOON)
    autumn, reds = f"cohort:{cast.autumn.id}", f"team:{cast.reds.id}"
    week = {audience for audience in told() if audience.startswith("board:people:week:")}
    assert week == {f"board:people:week:2026-11-23:{whose}" for whose in ("all", autumn, reds, f"{autumn}:{reds}")}


def test_who_moved_is_told_of_where_they_are_and_their_team_where_it_was_earned(cast: Cast, told: Callable[[], Told]):
    with work():
        answer = a_reply(cast.ana, NOON)
        move(cast.ana, role="rep", team_id=cast.blues.id, cohort_id=cast.autumn.id, by=cast.ada, now=NOON)
    told()
    with work():
        a_vote(cast.ben, answer, 2, 2, NOON + timedelta(minutes=1))
    messages = told()
    assert "Ana" in names(messages[f"board:people:week:2026-11-23:team:{cast.blues.id}"])
    assert names(messages[f"board:people:week:2026-11-23:team:{cast.reds.id}"]) == ["Ben"]
    assert names(messages["board:teams:week:2026-11-23:all"])[0] == "Reds"


def test_a_team_that_is_passed_is_told_though_its_points_stay(cast: Cast, told: Callable[[], Told]):
    with work():
        for n in range(2):
            cast.person(f"Red {n}", "rep", cast.reds)
            cast.person(f"Blue {n}", "rep", cast.blues)
        enter_absence(cast.ben, NOON.date(), NOON.date(), cast.ben, now=NOON)
        a_reply(cast.ana, NOON)
    told()
    with work():
        a_reply(cast.cleo, NOON)
        a_reply(cast.dev, NOON)
    changes = told()["board:teams:week:2026-11-23:all"]["changes"]
    assert [(row["name"], row["rank"], row["was"], row["points"]) for row in changes] == [
        ("Blues", 1, 0.0, 2.5),
        ("Reds", 2, 1.4, 1.4),
        ("Greens", None, 0.0, 0.0),
    ]


def test_who_plays_without_personal_ranks_is_on_nobodys_board(cast: Cast, told: Callable[[], Told]):
    with work():
        turn_ranks(False, cast.reds, cast.ada, now=NOON)
        a_reply(cast.ana, NOON)
        a_reply(cast.cleo, NOON)
    messages = told()
    people = [message for audience, message in messages.items() if audience.startswith("board:people:")]
    assert {name for message in people for name in names(message)} == {"Cleo"}
    assert {"Blues", "Reds"} <= set(names(messages["board:teams:week:2026-11-23:all"]))


def test_without_personal_ranks_anywhere_only_teams_and_cohorts_are_told(cast: Cast, told: Callable[[], Told]):
    with work():
        turn_ranks(False, None, cast.ada, now=NOON)
        a_reply(cast.ana, NOON)
    assert {audience.split(":")[1] for audience in told()} == {"teams", "cohorts"}


def test_groups_that_only_the_calendar_moved_are_told_with_the_next_points(cast: Cast, told: Callable[[], Told]):
    tomorrow = NOON + timedelta(days=1)
    with work():
        for n in range(2):
            cast.person(f"Red {n}", "rep", cast.reds)
            cast.person(f"Blue {n}", "rep", cast.blues)
        for rep in (cast.ana, cast.cleo):
            a_reply(rep, NOON)
        enter_absence(cast.ana, tomorrow.date(), tomorrow.date(), cast.ana, now=NOON)
    told()
    with work():
        a_reply(cast.outsider, tomorrow)
    changes = told()["board:teams:week:2026-11-23:all"]["changes"]
    assert changes[0]["name"] == "Greens"
    assert {row["name"] for row in changes} == {"Reds", "Blues", "Greens"}


def test_who_moves_leaves_the_boards_they_were_watching(cast: Cast, monkeypatch):
    announced = []
    monkeypatch.setattr(outbox, "announce", lambda kind, payload: announced.append((kind, payload)))
    with work():
        move(cast.ana, role="rep", team_id=cast.greens.id, cohort_id=cast.spring.id, by=cast.ada, now=NOON)
    assert ("ranks_off", {"people": [cast.ana.id]}) in announced
