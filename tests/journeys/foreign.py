"""The app in a language that nobody speaks, for a server of its own: FOREIGN_WORDS is where its catalogue lies."""

import os

from tests.wording import FOREIGN
from webapp import create_app

app = create_app({"BABEL_DEFAULT_LOCALE": FOREIGN, "BABEL_TRANSLATION_DIRECTORIES": os.environ["FOREIGN_WORDS"]})
