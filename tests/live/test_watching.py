"""Boards and challenges that are watched: where they stand, then what changes, for those who may see them."""

from tests.live.conftest import Opens
from tests.live.stage import Stage
from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.playbook.models import Challenge
from webapp.schedule.models import ScheduledChallenge


def test_a_board_gives_its_state_and_then_the_rows_that_change(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    watching = opens(stage.cleo)
    state = watching.watch(board="people", period="week", cohort=stage.ana.cohort)
    before = next(row for row in state["entries"] if row["id"] == stage.ana.id)
    assert (before["points"], before["rank"]) == (10, 1)
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    moved = watching.hears("standings")
    assert (moved["board"], moved["period"]) == ("people", "week")
    assert changes_of(moved) == {
        stage.ana.id: {"id": stage.ana.id, "name": stage.ana.name, "rank": 1, "points": 23, "was": 10},
        stage.ben.id: {"id": stage.ben.id, "name": stage.ben.name, "rank": 2, "points": 1, "was": 0},
    }


def test_a_teams_board_moves_too(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.cleo)
    watching = opens(stage.ben)
    watching.watch(board="teams", period="all")
    assert opens(stage.cleo).vote(answer, 2, 2)["ok"]
    change = changes_of(watching.hears("standings", lambda m: stage.ana.team in changes_of(m)))[stage.ana.team]
    assert change["points"] > change["was"]


def test_votes_in_a_burst_arrive_together_and_none_is_missing(stage: Stage, opens: Opens) -> None:
    answers = [stage.reply(author, stage.ben) for author in (stage.ana, stage.cleo, stage.dev, stage.eva, stage.fin)]
    watching, ben = opens(stage.ana), opens(stage.ben)
    watching.watch(board="people", period="day", cohort=stage.ana.cohort)
    for answer in answers:
        assert ben.vote(answer, 2, 2)["ok"]
    last = watching.hears("standings", lambda m: changes_of(m).get(stage.ben.id, {}).get("points") == len(answers))
    messages = watching.heard("standings")
    assert messages[-1] == last
    assert len(messages) < 2 * len(answers)
    gained = sum(change["points"] - change["was"] for m in messages for change in m["changes"])
    assert gained == len(answers) * (13 + 1)


def test_another_period_or_scope_hears_nothing_of_it(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    elsewhere, mine = opens(stage.outsider), opens(stage.cleo)
    elsewhere.watch(board="people", period="week", cohort=stage.outsider.cohort)
    mine.watch(board="people", period="week", cohort=stage.ana.cohort)
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    mine.hears("standings")
    elsewhere.hears_nothing()


def test_after_unwatch_a_board_is_silent(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    board = {"board": "people", "period": "week", "cohort": stage.ana.cohort}
    left, stays = opens(stage.cleo), opens(stage.dev)
    for phone in (left, stays):
        phone.watch(**board)
    assert left.call("unwatch", board) == {"ok": True}
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    stays.hears("standings")
    left.hears_nothing()


def test_a_foreign_cohorts_or_teams_board_is_refused(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben)
    stranger = opens(stage.outsider)
    for scope in ({"cohort": stage.ana.cohort}, {"team": stage.ana.team}, {"cohort": 2**31 - 1}):
        refused = stranger.call("watch", {"board": "people", "period": "week", **scope})
        assert (refused["ok"], refused["status"]) == (False, 404), scope
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    stranger.hears_nothing()


def test_a_challenge_of_others_is_refused(stage: Stage, opens: Opens) -> None:
    known = db.session.query(ScheduledChallenge.challenge_id).filter_by(cohort_id=stage.outsider.cohort)
    foreign = db.session.query(Challenge.id).filter(Challenge.id.not_in(known)).limit(1).scalar()
    stranger = opens(stage.outsider)
    assert foreign is not None
    for challenge in (foreign, 2**31 - 1, -1, 10**40, "1", 1.5, True, None, [1]):
        refused = stranger.call("watch", {"challenge_id": challenge})
        assert (refused["ok"], refused["status"]) == (False, 404), challenge


def test_a_wrong_wish_is_refused_in_a_sentence(stage: Stage, opens: Opens) -> None:
    ana = opens(stage.ana)
    for wish in (
        {},
        {"board": "dogs", "period": "week"},
        {"board": "people", "period": "never"},
        {"board": ["people"], "period": "week"},
        {"board": "people", "period": "week", "cohort": "1"},
        {"board": "people", "period": "week", "cohort": 10**40},
        {"board": "people"},
        {"everything": True},
    ):
        refused = ana.call("watch", wish)
        if not refused["ok"]:
            assert refused["status"] in (404, 422), refused
            assert refused["error"].endswith("."), refused
    assert ana.call("watch", {})["ok"] is False


def test_a_challenge_shows_my_tally_and_those_i_judged_only(stage: Stage, opens: Opens) -> None:
    mine, judged, other = stage.reply(stage.ana), stage.reply(stage.ben, stage.ana), stage.reply(stage.cleo, stage.ana)
    ana = opens(stage.ana)
    assert ana.vote(judged, 2, 2)["ok"]
    tallies = ana.watch(challenge_id=challenge_of(mine))["tallies"]
    assert {tally["answer_id"] for tally in tallies} == {mine, judged}
    assert other not in {tally["answer_id"] for tally in tallies}


def test_a_phone_that_was_away_learns_the_state_by_watching_again(stage: Stage, opens: Opens) -> None:
    answer = stage.reply(stage.ana, stage.ben, stage.cleo)
    ana = opens(stage.ana)
    ana.watch(challenge_id=challenge_of(answer))
    ana.hang_up()
    assert opens(stage.ben).vote(answer, 2, 2)["ok"]
    back = opens(stage.ana)
    state = back.watch(challenge_id=challenge_of(answer))
    assert [(tally["answer_id"], tally["votes"]) for tally in state["tallies"]] == [(answer, 1)]
    assert opens(stage.cleo).vote(answer, 2, 2)["ok"]
    assert back.hears("tally")["votes"] == 2


def changes_of(message: dict) -> dict[int, dict]:  # type: ignore[type-arg]
    return {change["id"]: change for change in message["changes"]}


def challenge_of(answer_id: int) -> int:
    return db.session.get_one(Answer, answer_id).challenge_id
