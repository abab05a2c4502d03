"""What bench.push starts: one worker's round, or as many bare posts. Says in JSON how it went."""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

from gevent.pool import Pool  # noqa: E402

from webapp import create_app  # noqa: E402
from webapp.alerts.push.taking import TOGETHER  # noqa: E402
from webapp.alerts.push.tasks import plan_due, send_due  # noqa: E402
from webapp.core.way_out import way_out  # noqa: E402

BODY = os.urandom(420)
"""About what a reminder is, encrypted."""


def main() -> None:
    what, *more = sys.argv[1:]
    with create_app().app_context():
        began, used = time.time(), time.process_time()
        done = _round() if what == "round" else _bare(more[0], int(more[1]))
    print(json.dumps({**done, "began": began, "ended": time.time(), "cpu": time.process_time() - used}))


def _round() -> dict[str, float]:
    began = time.monotonic()
    planned = plan_due()
    return {"planned": planned, "planning": time.monotonic() - began, "sent": send_due()}


def _bare(address: str, count: int) -> dict[str, float]:
    with way_out(TOGETHER, local=True) as way:
        posts = Pool(TOGETHER).imap_unordered(
            lambda n: way.request("POST", f"{address}/201/bare-{n}", body=BODY), range(count)
        )
        return {"sent": sum(answer.status == 201 for answer in posts)}


if __name__ == "__main__":
    main()
