"""A fair start: drawn before it begins, checked by anybody, compared by teams."""

from datetime import timedelta
from hashlib import sha256

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from tests.doors import Browser, Clock, everything, statements
from tests.doors import clock as clock
from webapp.core.problems import Forbidden, Invalid, NotFound
from webapp.core.tables import read
from webapp.core.work import work
from webapp.extensions import db
from webapp.insights.models import GroupWeek
from webapp.insights.starts import queries, rules
from webapp.insights.starts.actions import draw
from webapp.insights.starts.models import FairStart
from webapp.people.merging import merge
from webapp.people.models import Team

NEXT_MONDAY = TUESDAY + timedelta(days=6)


def drawn(cast: Cast, *teams: Team, by: str = "ada", waves: int = 2) -> FairStart:
    with work():
        ids = [team.id for team in teams]
        return draw(getattr(cast, by), "Huddles", ids, NEXT_MONDAY, waves, today=TUESDAY, now=NOON)


def test_the_order_can_be_computed_again_from_the_seed(cast: Cast):
    start = drawn(cast, cast.reds, cast.blues, cast.greens)
    again = sorted(
        (cast.reds.id, cast.blues.id, cast.greens.id),
        key=lambda team_id: sha256(f"{start.seed}:{team_id}".encode()).hexdigest(),
    )
    assert [one.team_id for one in start.teams] == again
    assert [one.week for one in start.teams] == [NEXT_MONDAY, NEXT_MONDAY, NEXT_MONDAY + timedelta(weeks=1)]
    assert (start.drawn_by_id, start.drawn_at) == (cast.ada.id, NOON)


def test_no_two_draws_have_the_same_seed(cast: Cast):
    assert drawn(cast, cast.reds, cast.blues).seed != drawn(cast, cast.reds, cast.blues).seed


@given(st.integers(2, 60), st.integers(2, 12))
def test_waves_are_of_the_same_size_or_one_apart(teams: int, waves: int):
    weeks = rules.weeks(NEXT_MONDAY, teams, waves)
    sizes = [weeks.count(week) for week in sorted(set(weeks))]
    assert weeks == sorted(weeks)
    assert len(sizes) == min(teams, waves)
    assert max(sizes) - min(sizes) <= 1


@given(st.sets(st.integers(1, 1000), min_size=2, max_size=9), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_an_order_has_every_team_once_however_they_are_named(teams: set[int], seed: str):
    assert rules.order(seed, sorted(teams)) == rules.order(seed, sorted(teams, reverse=True))
    assert sorted(rules.order(seed, teams)) == sorted(teams)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": TUESDAY},
        {"first": TUESDAY - timedelta(days=1)},
        {"first": NEXT_MONDAY + timedelta(weeks=30)},
        {"name": " "},
        {"name": "x" * 81},
        {"waves": 1},
        {"waves": 13},
        {"teams": 1},
    ],
)
def test_what_cannot_be_drawn_is_refused_and_changes_nothing(cast: Cast, wrong: dict):
    before = everything()
    asked = {"name": "Huddles", "first": NEXT_MONDAY, "waves": 2, "teams": 2} | wrong
    teams = [cast.reds.id, cast.blues.id][: asked["teams"]]
    with pytest.raises(Invalid), work():
        draw(cast.ada, asked["name"], teams, asked["first"], asked["waves"], today=TUESDAY, now=NOON)
    assert everything() == before


def test_managers_draw_among_their_own_teams_and_reps_and_coaches_never(cast: Cast):
    assert drawn(cast, cast.reds, cast.blues, by="mara").drawn_by_id == cast.mara.id
    with pytest.raises(NotFound):
        drawn(cast, cast.reds, cast.greens, by="mara")
    for person in ("ana", "kofi"):
        with pytest.raises(Forbidden):
            drawn(cast, cast.reds, cast.blues, by=person)


def test_a_draw_with_somebody_elses_team_is_not_found(cast: Cast):
    start = drawn(cast, cast.reds, cast.greens)
    assert queries.starts_of(cast.mara) == []
    with pytest.raises(NotFound):
        queries.start_of(cast.mara, start.id)
    assert queries.starts_of(cast.ada) == [start]


def test_the_report_finds_what_the_start_did(app: Flask, cast: Cast, clock: Clock):
    more = [Team(name=f"Team {n}") for n in range(7)]
    with work():
        db.session.add_all(more)
    start = drawn(cast, cast.reds, *more, waves=4)
    assert [report.difference for report in queries.reports(start, TUESDAY)] == [None, None, None]
    with work():
        for one in start.teams:
            for n in range(6):
                week = NEXT_MONDAY + timedelta(weeks=n)
                replies = 50 + 20 * (week >= one.week) + (one.place * 7 + n) % 3
                db.session.add(a_week(one.team_id, week, replies))
    clock.forward(weeks=8)
    found = queries.reports(start, TUESDAY + timedelta(weeks=8))[0].difference
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.2 < found.high
    assert found.low > 0
    assert (found.teams, found.weeks) == (8, 3)
    file = read(Browser(app, cast.ada).get(f"/desk/insights/starts/{start.id}/participation.csv").data)
    assert [float(cell) for cell in file.rows[0][:3]] == pytest.approx(
        [100 * found.value, 100 * found.low, 100 * found.high], abs=0.01
    )
    shown = Browser(app, cast.ada).get(f"/desk/insights/starts/{start.id}").text
    assert "n is 8 teams and 3 weeks." in shown
    assert "Too few" not in shown


def test_a_report_ends_with_the_last_start_and_its_statements_never_grow(cast: Cast):
    start = drawn(cast, cast.reds, cast.blues, cast.greens, waves=3)
    with work():
        for one in start.teams:
            for n in range(10):
                db.session.add(a_week(one.team_id, NEXT_MONDAY + timedelta(weeks=n), 50 + 3 * n + one.place))
    sent = []
    for n in (2, 9):
        with statements() as these:
            (came, *_others) = queries.reports(start, NEXT_MONDAY + timedelta(weeks=n))
        sent.append(sum("FROM insight_" in one for one in these))
        assert came.difference is not None
        assert came.difference.weeks == 2
    assert sent == [2, 2]


def test_a_report_of_some_waves_says_that_more_will_come(app: Flask, cast: Cast, clock: Clock):
    start = drawn(cast, cast.reds, cast.blues, cast.greens, waves=3)
    with work():
        for one in start.teams:
            db.session.add(a_week(one.team_id, NEXT_MONDAY, 50 - 9 * one.place))
    said = []
    for _ in range(2):
        clock.forward(weeks=2 if not said else 1)
        said.append(Browser(app, cast.ada).get(f"/desk/insights/starts/{start.id}").text)
    assert "Not enough yet to say how much of it is chance: more teams will start." in said[0]
    assert "Too few orders were possible" in said[1]


@pytest.mark.parametrize(("teams", "waves", "orders"), [(6, 2, 20), (7, 2, 35), (8, 2, 70), (5, 5, 120), (3, 12, 6)])
def test_how_many_orders_chance_has(teams: int, waves: int, orders: int):
    assert rules.orders(teams, waves) == orders


def test_a_draw_of_few_orders_is_made_knowingly(app: Flask, cast: Cast):
    mara, form = Browser(app, cast.mara), {"name": "Huddles", "waves": "2", "first": NEXT_MONDAY.isoformat()}
    form |= {"team": [cast.reds.id, cast.blues.id]}
    warned = mara.post("/desk/insights/starts", **form)
    assert warned.status_code == 422
    assert "only 2 different orders" in warned.text
    assert 'name="few"' in warned.text
    assert db.session.scalar(select(FairStart)) is None
    assert 'name="few"' not in mara.get("/desk/insights/starts").text
    assert mara.post("/desk/insights/starts", few="1", **form).status_code == 302


def a_week(team_id: int, week, replies: int) -> GroupWeek:
    nothing = dict.fromkeys(("joiners", "settled", "won", "lost"), 0)
    return GroupWeek(
        grain="team", team_id=team_id, cohort_id=0, week=week, people=20, working_days=100, replies=replies, **nothing
    )


def test_the_page_draws_and_a_refusal_keeps_what_was_filled_in(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    form = {"name": "Huddles", "waves": "2", "few": "1", "team": [cast.reds.id, cast.blues.id]}
    refused = mara.post("/desk/insights/starts", first="2026-11-24", **form)
    assert refused.status_code == 422
    assert "before the start" in refused.text
    assert 'value="Huddles"' in refused.text
    assert mara.post("/desk/insights/starts", first=NEXT_MONDAY.isoformat(), **form).status_code == 302
    (start,) = db.session.scalars(select(FairStart))
    page = mara.get(f"/desk/insights/starts/{start.id}").text
    assert start.seed in page
    assert page.index(start.teams[0].team.name) < page.index(start.teams[1].team.name)


def test_who_drew_is_known_after_a_merge(cast: Cast):
    start = drawn(cast, cast.reds, cast.blues, by="mara")
    with work():
        other = cast.person("Mara Again", "manager")
        merge(cast.ada, other, cast.mara, now=NOON)
    db.session.refresh(start)
    assert start.drawn_by_id == other.id
