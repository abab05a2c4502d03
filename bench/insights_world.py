"""A large organisation and a quarter of its days, written by the database: through the actions it would take days.

A person replies on 25 of 65 working days, each with four entries in the ledger, a recall and a vote of theirs; a
hundred people are a team, two hundred a cohort, and each team has people of five cohorts.
"""

from datetime import date, timedelta

from sqlalchemy import text

from tests.builders import a_playbook
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort, Cohort, ManagedTeam, Person, Team, WorkCalendar

A_TEAM, A_COHORT, MIXED = 100, 200, 5
MANAGED, COACHED = 10, 3
ENTRIES = 4
"""In the ledger, for a day with a reply."""
WEEKS = 13
STEP = 100_000
"""Rows a statement, so that progress is seen and nothing swells."""

PEOPLE = """
INSERT INTO people (id, name, email, role, team_id, cohort_id, calendar_id, time_zone, joined_on, placed_on)
SELECT n, 'Rep ' || n, 'rep-' || n || '@repartee.bench', 'rep', 1 + n % :teams,
  1 + ((n % :teams) * :mixed + (n / :teams) % :mixed) % :cohorts, 1, 'Europe/Berlin',
  CAST(:today AS date) - 40 - n % 60, CAST(:today AS date) - 40 - n % 60
FROM generate_series(1, :people) n
"""

DAYS = """
CREATE UNLOGGED TABLE played AS
SELECT row_number() OVER () AS id, p.id AS person_id, p.team_id, p.cohort_id,
  1 + (p.id + k) % :challenges AS challenge_id, 1 + (p.id * 7 + k) % :facts AS fact_id, k,
  CAST(:today AS date) - CAST(1 + k * :span / :days AS int) AS day
FROM people p CROSS JOIN generate_series(0, :days - 1) k
WHERE p.role = 'rep'
"""

FILLED = (
    """
INSERT INTO answers (id, person_id, challenge_id, day, streak_day, practice, working_day, repeated, client_id, text,
  proof, key_points, written_at, received_at, closes_at, team_id, cohort_id)
SELECT id, person_id, challenge_id, day, day, false, true, false, 'bench-' || id,
  'Nine working days with a named lead. Shall we look at your first week together?', false, '[]', at, at, at, team_id,
  cohort_id
FROM (SELECT *, day + interval '9 hours' + (60 + (id * 37) % 110) * interval '1 second' AS at FROM played
  WHERE id > :after AND id <= :upto) d
""",
    """
INSERT INTO servings (person_id, day, challenge_id, kind, cohort_id, served_at, begun_at)
SELECT person_id, day, challenge_id, 'session', cohort_id, day + interval '9 hours', day + interval '9 hours'
FROM played WHERE id > :after AND id <= :upto
""",
    """
INSERT INTO recalls (id, person_id, fact_id, due_on, answered_at, day, correct, seconds, since_days, predicted)
SELECT id, person_id, fact_id, day, day + interval '9 hours', day, (id * 31) % 100 < 82, 6,
  CASE WHEN id % 10 < 7 THEN 5 + id % 5 WHEN id % 10 < 9 THEN 24 + id % 14 ELSE 75 + id % 30 END,
  0.6 + 0.39 * ((id * 17) % 100) / 100.0
FROM played WHERE id > :after AND id <= :upto
""",
    """
INSERT INTO votes (judge_id, answer_id, first_fact, first_persuasion, first_cast_at, fact, persuasion, cast_at,
  by_coach, weight)
SELECT person_id, id, 2, 1, day + interval '9 hours' + (70 + (id * 41) % 120) * interval '1 second', 2, 1,
  day + interval '9 hours', false, 1000
FROM played WHERE id > :after AND id <= :upto
""",
    """
INSERT INTO ledger (person_id, amount, reason, source, answer_id, day, at, working_day, team_id, cohort_id)
SELECT person_id, 10, (ARRAY['reply', 'quality', 'judgement', 'recall'])[1 + entry],
  (ARRAY['answer:', 'answer:1:', 'slot:', 'recall:'])[1 + entry] || id, id, day, day + interval '9 hours', true,
  team_id, cohort_id
FROM played CROSS JOIN generate_series(0, :entries - 1) entry WHERE id > :after AND id <= :upto
""",
)

TOPICS = """
INSERT INTO topic_weeks (person_id, topic_id, week, replies, fact, fact_squares, persuasion, persuasion_squares,
  recalls, recalled)
SELECT person_id, topic, week, n, n * f, n * f * f, n * s, n * s * s, n, (n * 8) / 10 FROM (
  SELECT person_id, 1 + (challenge_id % :topics) AS topic, CAST(date_trunc('week', day) AS date) AS week, count(*) AS n,
    0.4 + 0.5 * ((person_id * 13 + challenge_id % :topics) % 100) / 100.0 AS f,
    0.3 + 0.5 * ((person_id * 29 + challenge_id % :topics) % 100) / 100.0 AS s
  FROM played GROUP BY person_id, 1 + (challenge_id % :topics), CAST(date_trunc('week', day) AS date), f, s) w
ON CONFLICT DO NOTHING
"""

OTHERS = (
    """
INSERT INTO deals (source, external_id, name, outcome, amount, currency, value, closed_on, owner_id, at)
SELECT 'file', n, 'Deal ' || n, CASE WHEN (n * 7) % 10 < 4 THEN 'won' ELSE 'lost' END, 100, 'EUR', 100,
  CAST(:today AS date) - n % 90, 1 + n % :people, CAST(:today AS date)
FROM generate_series(1, :people * 2) n
""",
    """
INSERT INTO ready_reached (person_id, day, at)
SELECT id, joined_on + 20 + id % 20, CAST(:today AS date) FROM people WHERE role = 'rep' AND id % 3 < 2
""",
)


def build(people: int, rows: int, today: date) -> None:
    """So many people with so many entries in the ledger, on an empty PostgreSQL database."""
    teams, cohorts = max(MANAGED, people // A_TEAM), max(COACHED, people // A_COHORT)
    with work():
        a_playbook(topics=10)
        db.session.add(WorkCalendar(name="Germany", country="DE"))
        db.session.add_all(Team(name=f"Team {n}") for n in range(teams))
        db.session.add_all(
            Cohort(name=f"Cohort {n}", ramping=n % 3 == 0, started_on=today - timedelta(days=n % 300))
            for n in range(cohorts)
        )
    _fill(people, rows, today, teams, cohorts)
    with work():
        _leaders(people, today)


def _fill(people: int, rows: int, today: date, teams: int, cohorts: int) -> None:
    days = max(1, rows // (people * ENTRIES))
    known = {"people": people, "today": today, "teams": teams, "cohorts": cohorts, "mixed": MIXED, "topics": 10}
    with db.engine.begin() as database:
        count = {name: database.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("challenges", "facts")}
        # Rows are right by construction; a hundred million look-ups of what they refer to would take an hour.
        database.execute(text("SET session_replication_role = replica"))
        database.execute(text(PEOPLE), known)
        database.execute(text(DAYS), known | count | {"days": days, "span": WEEKS * 7})
        database.execute(text("CREATE INDEX ON played (id)"))
        for after in range(0, people * days, STEP):
            for one in FILLED:
                database.execute(text(one), {"after": after, "upto": after + STEP, "entries": ENTRIES})
        for one in (TOPICS, *OTHERS):
            database.execute(text(one), known)
        database.execute(text("DROP TABLE played"))
        database.execute(text("SELECT setval(pg_get_serial_sequence('people', 'id'), :people)"), known)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
        database.execute(text("VACUUM ANALYZE"))


def _leaders(people: int, today: date) -> None:
    """A manager of ten teams, a coach of three cohorts, an admin."""
    for role in ("manager", "coach", "admin"):
        more = {"calendar_id": 1, "time_zone": "Europe/Berlin", "joined_on": today, "placed_on": today}
        db.session.add(Person(name=role.title(), email=f"{role}@repartee.bench", role=role, **more))
    db.session.flush()
    manager, coach = (db.session.query(Person).filter_by(role=role).one() for role in ("manager", "coach"))
    db.session.add_all(ManagedTeam(person_id=manager.id, team_id=1 + n) for n in range(MANAGED))
    db.session.add_all(CoachedCohort(person_id=coach.id, cohort_id=1 + n) for n in range(COACHED))
