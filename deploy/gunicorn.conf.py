"""How gunicorn serves Repartee; an option on its command line goes first."""

worker_class = "gevent"
worker_connections = 4000
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"


def post_fork(_server, worker):
    """Ctrl-C ends a worker as SIGTERM does: after what is in flight, and without a traceback."""
    worker.handle_quit = worker.handle_exit
