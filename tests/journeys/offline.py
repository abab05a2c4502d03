"""What offline journeys share: a phone that has its days, and the database's word on what arrived."""

import time
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.people.models import Person
from webapp.schedule.models import Recall
from webapp.voting.models import Vote

KEPT = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "repartee")) return false;
  const database = await new Promise((done) => (indexedDB.open("repartee").onsuccess = (e) => done(e.target.result)));
  const read = (store, key) => new Promise((done) => {
    database.transaction(store).objectStore(store).get(key).onsuccess = (e) => done(e.target.result);
  });
  const person = await read("device", "person");
  const kept = person && (await read("kept", person));
  database.close();
  return Boolean(kept) && Boolean(await caches.match("/me"));
}"""
ROWS = """async (store) => {
  const database = await new Promise((done) => (indexedDB.open("repartee").onsuccess = (e) => done(e.target.result)));
  const rows = await new Promise((done) => {
    database.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result);
  });
  database.close();
  return rows;
}"""


def has_its_days(page: Page) -> None:
    """Wait until the worker is in charge and the next days are on this phone."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    until(page, KEPT)


def rows(page: Page, store: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(ROWS, store)
    return found


def states(page: Page) -> list[str]:
    return [row["state"] for row in rows(page, "outbox")]


def all_sent(page: Page) -> None:
    until(page, f"async () => (await ({ROWS})('outbox')).every(({{ state }}) => state === 'sent')")


def until(page: Page, asynchronous: str) -> None:
    """Wait for what a promise says; `wait_for_function` takes the promise itself for a yes."""
    deadline = time.monotonic() + 20
    while not page.evaluate(asynchronous):
        assert time.monotonic() < deadline, asynchronous
        page.wait_for_timeout(100)


def replies_of(email: str) -> list[str]:
    """The texts that arrived, the oldest day first."""
    db.session.rollback()
    query = select(Answer.text).join(Person, Person.id == Answer.person_id).where(Person.email == email)
    return list(db.session.scalars(query.order_by(Answer.day, Answer.id)))


def recalls_of(email: str) -> int:
    db.session.rollback()
    mine = (Person.email == email, Recall.answered_at.is_not(None))
    return (
        db.session.scalar(
            select(func.count()).select_from(Recall).join(Person, Person.id == Recall.person_id).where(*mine)
        )
        or 0
    )


def votes_of(email: str) -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Vote).join(Person, Person.id == Vote.judge_id).where(Person.email == email)
    return db.session.scalar(query) or 0


def waits(page: Page, n: int) -> None:
    words = "1 thing waits" if n == 1 else f"{n} things wait"
    expect(page.locator("#connection")).to_contain_text(words)
