"""The unbound extension objects; create_app binds them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response
from flask_babel import Babel
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_smorest import Api
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

db = SQLAlchemy(
    model_class=type("Base", (DeclarativeBase,), {"metadata": MetaData(naming_convention=NAMES)}),
    session_options={"autoflush": True, "expire_on_commit": False},
)
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
babel = Babel()
compress = Compress()
htmx = Htmx()


class ProblemApi(Api):
    """Refusals are ours to word and to describe: see core.refusals and core.openapi. The document is written
    when somebody first asks for it, since that takes as long as everything else at the start together."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def init_app(self, app: Flask, **more: Any) -> None:
        self.chapters: list[Callable[[], None]] = []
        super().init_app(app, **more)

    def _openapi_json(self) -> Response:
        while self.chapters:
            self.chapters.pop(0)()
        return super()._openapi_json()

    def _register_error_handlers(self) -> None: ...

    def _register_responses(self) -> None: ...

    def _register_pagination_header(self) -> None: ...


api = ProblemApi()
socketio = SocketIO()

if TYPE_CHECKING:

    class Model(DeclarativeBase):
        """What the tables inherit; at run time the one Flask-SQLAlchemy made."""
else:
    Model = db.Model
