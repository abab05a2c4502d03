"""What the server loads. Gevent's worker has patched the standard library by now."""

from webapp import create_app
from webapp.core import outbox
from webapp.extensions import socketio

app = create_app({"NEWS": "here"})

if not app.config["REDIS_URL"]:
    socketio.start_background_task(outbox.tail, app)
