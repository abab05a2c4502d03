"""The worker beside the server: votes close by themselves, also after a night asleep, and mail goes out.

As many as you like may run, on one machine or many: each piece of work is done by one of them."""

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402

from webapp import create_app  # noqa: E402
from webapp.upkeep import queue, working  # noqa: E402

AT_ONCE = 4
"""So that a long round keeps no other waiting."""


def main() -> None:
    app = create_app()
    queue.tick(app)
    gevent.spawn(working.catch_up, app)
    working.begin(app)
    consumer = queue.queue_of(app).huey.create_consumer(workers=AT_ONCE, worker_type="greenlet", max_delay=1.0)
    consumer.run()


if __name__ == "__main__":
    main()
