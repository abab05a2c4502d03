"""When one hears from us, and where, for programs and for the browser's own scripts."""

from typing import Any

from flask import current_app, g
from flask.views import MethodView
from flask_login import current_user

from webapp.alerts.push import actions, queries
from webapp.alerts.push.schemas import RemindersChangeSchema, RemindersSchema, SubscribedSchema, SubscriptionSchema
from webapp.alerts.push.shapes import reminders_shape, wanted
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.extensions import limiter

blp = RoomApi("Reminders", "When one hears from Repartee, and on which phones")


@blp.route("/reminders")
class Reminders(MethodView):
    @blp.response(200, RemindersSchema)
    def get(self) -> dict[str, Any]:
        """When one is reminded and of what, and on how many devices."""
        return reminders_shape(current_user, now=clock.now())

    @blp.arguments(RemindersChangeSchema)
    @blp.response(200, RemindersSchema)
    def patch(self, said: dict[str, Any]) -> dict[str, Any]:
        """Change the hour, the quiet hours, or what is said."""
        with work():
            actions.settle(current_user, wanted(said))
        return reminders_shape(current_user, now=clock.now())


@blp.route("/push/subscriptions")
class Subscriptions(MethodView):
    @blp.refuses(409, 429)
    @blp.arguments(SubscriptionSchema)
    @blp.response(201, SubscribedSchema)
    @limiter.limit("30 per hour", key_func=lambda: f"push {current_user.get_id()}")
    def post(self, said: dict[str, Any]) -> dict[str, Any]:
        """This browser takes pushes, until its sign-in ends; ten a person at most, the newest count."""
        now = clock.now()
        with work():
            if "replaces" in said:
                actions.replaced(current_user, said["replaces"])
            keys, local = said["keys"], current_app.config["PUSH_LOCAL"]
            actions.subscribe(current_user, g.sign_in.id, said["endpoint"], **keys, local=local, now=now)
        return {"devices": len(queries.devices_of(current_user, now))}

    @blp.response(204)
    def delete(self) -> None:
        """What is signed in like this takes no more pushes."""
        with work():
            actions.unsubscribe(g.sign_in.id)
