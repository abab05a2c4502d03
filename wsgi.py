"""What the server loads. Gevent's worker has patched the standard library by now."""

from webapp import create_app
from webapp.core import outbox
from webapp.extensions import socketio
from webapp.people import sweep

app = create_app({"NEWS": "here"})

socketio.start_background_task(sweep.sweep, app)
if not app.config["REDIS_URL"]:
    socketio.start_background_task(outbox.tail, app)
