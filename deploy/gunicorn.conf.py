"""How gunicorn serves Repartee; an option on its command line goes first."""

import os
import sys

import gevent
import structlog

worker_class = "gevent"
worker_connections = 4000
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"

if os.environ.get("REPARTEE_ENV") == "production":
    _json = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
        ],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    }
    # One handler at the root, for gunicorn's own lines and every library's; requests have a line of ours.
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": _json},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": "WARNING", "handlers": ["console"]},
        "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"level": "WARNING"}},
    }


def on_starting(server):
    """Several processes share nothing without both: each would tell its own browsers alone, and count tries alone."""
    shared = os.environ.get("REDIS_URL") and os.environ.get("DATABASE_URL", "").startswith("postgres")
    if server.cfg.workers > 1 and not shared:
        sys.exit(
            "More than one web process needs PostgreSQL and Redis. Set DATABASE_URL and REDIS_URL, or one process."
        )


def post_fork(_server, worker):
    """SIGTERM lets requests end, and closes sockets, which never would; so does Ctrl-C, and without a traceback."""
    end = worker.handle_exit

    def handle_exit(*signal):
        from webapp.core.hanging_up import hang_up

        end(*signal)
        gevent.spawn(hang_up)

    worker.handle_exit = worker.handle_quit = handle_exit
