"""How gunicorn serves Repartee; an option on its command line goes first."""

import gevent

worker_class = "gevent"
worker_connections = 4000
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"


def post_fork(_server, worker):
    """SIGTERM lets requests end, and closes the sockets, which never would. Ctrl-C does the same, without a traceback."""
    end = worker.handle_exit

    def handle_exit(*signal):
        from webapp.core.hanging_up import hang_up

        end(*signal)
        gevent.spawn(hang_up)

    worker.handle_exit = worker.handle_quit = handle_exit
