"""The house: which files there are, what they may know, and what must never be committed."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEBAPP = ROOT / "webapp"
ROOMS = [
    "core",
    "people",
    "upkeep",
    "playbook",
    "schedule",
    "answers",
    "voting",
    "trust",
    "points",
    "deals",
    "mastery",
    "need",
    "streaks",
    "badges",
    "standings",
    "competitions",
    "ready",
    "insights",
    "lines",
    "coaching",
    "alerts",
    "huddle",
    "today",
    "progress",
    "demo",
]
"""From the ground up."""
HANDS_OFF = re.compile(
    r"https?://(?!127\.0\.0\.1|localhost)[\w.-]*(?:artifactory|nexus|registry|mirror|proxy|pypi)[\w.-]*"
    r"|/home/\w+/|/Users/\w+/|[/]tmp[/]v[/]|[/]work[/](?:main|shared)",
    re.IGNORECASE,
)


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.splitlines() if (path := ROOT / name).is_file()]


def python_of(room: str) -> list[Path]:
    return sorted((WEBAPP / room).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_room_is_known():
    folders = {path.parent.name for path in WEBAPP.glob("*/__init__.py")}
    assert folders == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_below_it(room: str):
    above = ROOMS[ROOMS.index(room) + 1 :]
    for path in python_of(room):
        for name in imports_of(path):
            assert not any(name.startswith(f"webapp.{other}") for other in above), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted(WEBAPP.glob("*/rules.py")), ids=lambda path: path.parent.name)
def test_rules_know_no_web_no_database_and_no_clock(path: Path):
    assert not any(name.startswith(("flask", "sqlalchemy", "webapp.extensions")) for name in imports_of(path))
    assert not re.search(r"clock\.now\(|datetime\.now\(|date\.today\(", path.read_text())


@pytest.mark.parametrize("path", sorted([*WEBAPP.glob("*/actions.py"), *WEBAPP.glob("*/queries.py")]), ids=str)
def test_actions_and_queries_know_no_request_no_clock_and_never_commit(path: Path):
    text = path.read_text()
    assert not {"flask.request", "flask.session", "flask_login.current_user"} & imports_of(path)
    assert not re.search(r"clock\.now\(|datetime\.now\(|\.commit\(", text)


def test_only_one_module_reads_the_clock_one_commits_and_one_emits():
    def says(pattern: str) -> set[str]:
        return {str(p.relative_to(WEBAPP)) for p in WEBAPP.rglob("*.py") if re.search(pattern, p.read_text())}

    assert says(r"datetime\.now\(|utcnow\(|date\.today\(") == {"core/clock.py"}
    assert says(r"session\.commit\(") == {"core/work.py"}
    assert says(r"socketio\.emit\(|\bemit\(") == {"core/audiences.py"}


def test_there_is_no_attic():
    assert not [path for path in WEBAPP.rglob("*.py") if path.stem in ("utils", "util", "helpers", "misc", "common")]


def test_no_registry_and_no_path_of_a_machine_is_committed():
    for path in committed():
        if path == Path(__file__):
            continue
        found = HANDS_OFF.search(path.read_text(errors="ignore"))
        allowed = found is not None and re.match(r"https://registry\.npmjs\.org", found[0])
        assert found is None or allowed, f"{path.relative_to(ROOT)}: {found[0]}"


def test_nothing_built_and_nothing_secret_is_committed():
    names = {str(path.relative_to(ROOT)) for path in committed()}
    assert not [name for name in names if name.startswith(("static/dist/", "node_modules/", "var/", ".venv/"))]
    assert not [name for name in names if name.endswith((".db", ".key", ".pyc", ".mo", ".env"))]
