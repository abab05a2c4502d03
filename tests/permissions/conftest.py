import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import settings_for
from tests.permissions.house import House, a_house
from webapp import create_app


@pytest.fixture(scope="session")
def house(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all doors: it is put right after every knock."""
    folder = tmp_path_factory.mktemp("permissions")
    shutil.copy(migrated, folder / "repartee.db")
    with a_house(create_app(settings_for(folder)), folder / "repartee.db") as house:
        yield house
