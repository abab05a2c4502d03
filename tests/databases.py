"""A PostgreSQL database of a test's own, or of many tests in turn, on the server of this machine; skipped where there
is none."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from webapp.extensions import db

SERVER = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")


@contextmanager
def a_postgresql_database(template: str = "template1") -> Iterator[str]:
    """The address of a database that is dropped afterwards: empty, or a copy of another."""
    name = f"repartee_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL on this machine: {error}")
    with server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        # Nobody pulls the plug of a test's database; whatever else a commit promises stays.
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        try:
            yield f"{SERVER}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Stages:
    """A database that is set anew for every test, in a tenth of the time that a new copy of one takes."""

    url: str
    server: psycopg.Connection

    def keep(self, name: str) -> None:
        """Keeps what the tables hold in a schema of this name, beside a function that puts it back."""
        tables = [f'"{table.name}"' for table in db.metadata.sorted_tables]
        self.server.execute(f"CREATE SCHEMA {name}")
        for table in tables:
            self.server.execute(f"CREATE TABLE {name}.{table} AS TABLE public.{table}")
        counted = self.server.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        steps = [
            *(f"DELETE FROM public.{table};" for table in reversed(tables)),
            *(f"INSERT INTO public.{table} TABLE {name}.{table};" for table in tables),
            *(f"PERFORM setval('public.\"{of}\"', {last or 1}, {last is not None});" for of, last in counted),
        ]
        self.server.execute(
            f"CREATE FUNCTION {name}.put_back() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {' '.join(steps)} END $$"
        )

    def put_back(self, name: str) -> None:
        """What was kept under this name, whoever is still connected."""
        self.server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        self.server.execute(f"SELECT {name}.put_back()")
