"""Every setting is documented, and nothing is documented that is no setting."""

import re
import stat
from pathlib import Path

import pytest
from py_vapid import Vapid02

from webapp.config import settings

ROOT = Path(__file__).parents[2]
SERVER = {"HOST", "PORT"}
"""Read by `make run`, not by the application."""
GUNICORNS = {"WEB_CONCURRENCY"}


def read_by_the_application() -> set[str]:
    return set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', (ROOT / "webapp/config.py").read_text()))


@pytest.fixture
def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.M))


def test_every_setting_is_documented(documented: set[str]):
    assert read_by_the_application() | SERVER <= documented


def test_every_documented_setting_is_read(documented: set[str]):
    readers = (ROOT / "Makefile", ROOT / "deploy/run", *ROOT.glob("*.py"))
    everywhere = "".join(path.read_text() for path in readers)
    for name in documented - read_by_the_application() - GUNICORNS:
        assert name in everywhere, f"{name} is documented, but nothing reads it"


def test_only_the_configuration_reads_the_environment():
    for path in (ROOT / "webapp").rglob("*.py"):
        if path.name != "config.py":
            assert not re.search(r"os\.environ|getenv", path.read_text()), path


def test_every_setting_has_a_default(tmp_path: Path):
    assert settings({"REPARTEE_DATA": str(tmp_path)})["REPARTEE_ENV"] == "development"


def test_the_data_folder_holds_the_database_and_a_key_that_is_kept(tmp_path: Path):
    first = settings({"REPARTEE_DATA": str(tmp_path / "new")})
    again = settings({"REPARTEE_DATA": str(tmp_path / "new")})
    assert first["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'new' / 'repartee.db'}"
    assert len(first["SECRET_KEY"]) == 64
    assert first["SECRET_KEY"] == again["SECRET_KEY"]
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


def test_the_key_for_push_is_kept_and_is_one(tmp_path: Path):
    first, again = (settings({"REPARTEE_DATA": str(tmp_path)})["VAPID_PRIVATE_KEY"] for _ in range(2))
    assert first == again
    assert Vapid02.from_string(first).public_key
    assert (tmp_path / "vapid.key").stat().st_mode & 0o077 == 0


def test_a_key_for_push_that_is_given_counts_and_is_not_shown_where_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    kept = settings({"REPARTEE_DATA": str(tmp_path / "a")})["VAPID_PRIVATE_KEY"]
    assert settings({"REPARTEE_DATA": str(tmp_path / "b"), "VAPID_PRIVATE_KEY": kept})["VAPID_PRIVATE_KEY"] == kept
    assert not (tmp_path / "b" / "vapid.key").exists()
    with pytest.raises(SystemExit):
        settings({"REPARTEE_DATA": str(tmp_path / "b"), "VAPID_PRIVATE_KEY": kept[1:]})
    assert kept[1:] not in capsys.readouterr().err


def test_cookies_are_secure_where_the_address_is(tmp_path: Path):
    def cookie(address: str) -> bool:
        return bool(settings({"REPARTEE_DATA": str(tmp_path), "BASE_URL": address})["SESSION_COOKIE_SECURE"])

    assert cookie("https://repartee.example")
    assert not cookie("http://127.0.0.1:8000")
    assert not cookie("")


@pytest.mark.parametrize("wanted", ["file", "file/below", "/proc/nowhere"])
@pytest.mark.parametrize("secret", ["", "given"])
def test_a_data_folder_that_cannot_be_used_ends_the_process_with_one_sentence(
    tmp_path: Path, wanted: str, secret: str, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as ended:
        settings({"REPARTEE_DATA": str(tmp_path / wanted), "SECRET_KEY": secret})
    assert ended.value.code
    said = capsys.readouterr().err
    assert "REPARTEE_DATA" in said
    assert str(tmp_path / wanted) in said
    assert len(said.splitlines()) == 1


def test_a_data_folder_that_may_not_be_written_to_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def forbidden(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("webapp.config.NamedTemporaryFile", forbidden)
    with pytest.raises(SystemExit):
        settings({"REPARTEE_DATA": str(tmp_path), "SECRET_KEY": "given"})
    assert "Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGN_IN_LIMIT", "often"),
        ("SIGN_IN_ADDRESS_LIMIT", "60 per blink"),
        ("SIGN_IN_ACCOUNT_LIMIT", "3"),
        ("TRUSTED_PROXIES", "x"),
        ("VAPID_PRIVATE_KEY", "key"),
        ("VAPID_PRIVATE_KEY", "A" * 43),
        ("VAPID_PRIVATE_KEY", "_" * 42 + "8"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("DEFAULT_LANGUAGE", "DE"),
        ("CURRENCY", "euro"),
        ("CURRENCY", "eur"),
        ("MAIL_URL", "mail.example.com"),
        ("MAIL_URL", "http://mail.example.com"),
        ("MAIL_URL", "smtp://:25"),
        ("MAIL_URL", "smtp://mail.example.com:many"),
        ("MAIL_URL", "smtps://mail.example.com?tls=no"),
        ("MAIL_FROM", "nobody"),
        ("CHAT_HOSTS", "ftp://chat.example.com"),
        ("CHAT_HOSTS", "https://chat.example.com/hooks"),
        ("CHAT_HOSTS", "https://chat.example.com:many"),
        ("MAIL_FROM", "a@b.test\nBcc: c@d.test"),
    ],
)
def test_a_setting_that_means_nothing_ends_the_process_with_one_sentence(
    tmp_path: Path, name: str, value: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        settings({"REPARTEE_DATA": str(tmp_path), name: value})
    said = capsys.readouterr().err
    assert name in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        ("smtp://mail.test", ("mail.test", 587, "", "", "asked for")),
        ("smtp://jo%40b.test:p%3Aw@mail.test:2525", ("mail.test", 2525, "jo@b.test", "p:w", "asked for")),
        ("smtps://jo:pw@mail.test", ("mail.test", 465, "jo", "pw", "at once")),
        ("smtp://localhost:25?tls=no", ("localhost", 25, "", "", "never")),
    ],
)
def test_a_mail_server_is_one_address(tmp_path: Path, url: str, server: object):
    assert settings({"REPARTEE_DATA": str(tmp_path), "MAIL_URL": url})["MAIL_SERVER"] == server


def test_hosts_of_chats_are_kept_as_addresses_are_compared(tmp_path: Path):
    named = "chat.example.com, http://127.0.0.1:8065, http://Chat.local/"
    hosts = settings({"REPARTEE_DATA": str(tmp_path), "CHAT_HOSTS": named})["CHAT_HOSTS"]
    assert hosts == {"https://chat.example.com:443", "http://127.0.0.1:8065", "http://chat.local:80"}
    assert settings({"REPARTEE_DATA": str(tmp_path)})["CHAT_HOSTS"] == frozenset()


def test_a_mail_server_that_is_refused_shows_no_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        settings({"REPARTEE_DATA": str(tmp_path), "MAIL_URL": "smpt://jo:hush@mail.test"})
    assert "hush" not in capsys.readouterr().err


def test_mail_is_from_the_public_address_unless_it_is_said(tmp_path: Path):
    known = {"REPARTEE_DATA": str(tmp_path), "BASE_URL": "https://repartee.example"}
    assert settings(known)["MAIL_FROM"] == "Repartee <repartee@repartee.example>"
    assert settings(known | {"MAIL_FROM": "Training <jo@b.test>"})["MAIL_FROM"] == "Training <jo@b.test>"


def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path):
    settings({"REPARTEE_DATA": str(tmp_path / "new")})
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
