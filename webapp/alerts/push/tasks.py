"""The worker's rounds: each minute, who is to be reminded; every second, what waits goes out."""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l
from gevent.pool import Pool
from urllib3 import PoolManager

from webapp.alerts.push import planning, queries
from webapp.alerts.push.posting import Envelope, Result, post
from webapp.alerts.push.taking import TOGETHER, take
from webapp.alerts.push.ticking import tick
from webapp.alerts.push.vapid import signer
from webapp.core import clock
from webapp.core.rounds import every, often
from webapp.core.way_out import way_out
from webapp.core.work import retried, work

log = structlog.get_logger()


@every(_l("Decides who is to be reminded"), minutes=1)
def plan_due() -> int:
    """Decide for everybody whose hour it is; returns for how many, and how many hear that a competition began."""
    now = clock.now()
    zones = queries.zones_reached(now)
    decided = sum(_tried(step, zone, now) for zone in zones for step in (planning.remind, planning.save_streaks))
    return decided + _announce(now)


@often(_l("Sends the pushes that wait"))
def send_due() -> int:
    """Send what waits; returns how many pushes went out."""
    now = clock.now()
    if not queries.is_any_waiting(now):
        return 0
    sent, signed = 0, signer(now)
    with way_out(TOGETHER, local=current_app.config["PUSH_LOCAL"]) as way:
        while (letters := _take()) is not None:
            sent += _tick(_post((one for letter in letters for one in letter), way, signed))
    return sent


def _tried(step: Callable[[str, datetime], int], zone: str, now: datetime) -> int:
    """What fails in one zone keeps no other waiting, and is tried again in a minute."""
    try:
        return _all(step, zone, now)
    except Exception:
        log.exception("push_not_planned", step=step.__name__, zone=zone)
        return 0


def _all(step: Callable[[str, datetime], int], zone: str, now: datetime) -> int:
    decided = 0
    while some := _some(step, zone, now):
        decided += some
    return decided


@retried
def _some(step: Callable[[str, datetime], int], zone: str, now: datetime) -> int:
    with work():
        return step(zone, now)


@retried
def _announce(now: datetime) -> int:
    with work():
        return planning.announce_starts(now)


@retried
def _take() -> list[list[Envelope]] | None:
    with work():
        return take(clock.now())


def _post(envelopes: Iterable[Envelope], way: PoolManager, signed: Callable[[str], str]) -> list[Result]:
    """All at once, outside any work."""
    results: list[Result] = Pool(TOGETHER).map(lambda one: post(one, way, signed), envelopes)
    for result in results:
        if result.said:
            log.warning("push_not_taken", push=result.push_id, outcome=result.outcome.value, said=result.said)
    return results


@retried
def _tick(results: list[Result]) -> int:
    if not results:
        return 0
    with work():
        return tick(results, now=clock.now())
