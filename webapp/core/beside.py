"""Work that keeps a processor busy runs beside the greenlets, so that nobody else waits for it."""

import contextvars
from collections.abc import Callable
from typing import Any

import gevent


def beside(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The function's result, from gevent's thread pool. It must not touch the database."""
    here = contextvars.copy_context()
    return gevent.get_hub().threadpool.apply(here.run, (function, *args), kwargs)
