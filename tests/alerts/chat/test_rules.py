"""Where we post, and in which shape: what people wrote stays words."""

import string
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.alerts.chat.rules import ENOUGH, LONGEST, PAUSES, kind_of, next_try
from webapp.alerts.chat.said import Said
from webapp.alerts.chat.shapes import shaped

OURS = frozenset({"https://chat.example.com:443", "http://127.0.0.1:8065"})
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://hooks.slack.com/services/T0/B0/x", "slack"),
        ("https://hooks.slack.com:443/services/T0/B0/x", "slack"),
        ("https://HOOKS.slack.com/services/T0/B0/x", "slack"),
        ("https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d", "teams"),
        ("https://prod-12.westeurope.logic.azure.com:443/workflows/x/triggers/manual?sp=%2Ft&sig=y", "teams"),
        ("https://default1.0e.environment.api.powerplatform.com:443/powerautomate/automations/direct/x?sig=y", "teams"),
        ("https://chat.example.com/hooks/abc", "slack"),
        ("http://127.0.0.1:8065/hooks/abc", "slack"),
        ("http://hooks.slack.com/services/T0/B0/x", None),
        ("https://hooks.slack.com:8443/services/T0", None),
        ("https://hooks.slack.com", None),
        ("https://hooks.slack.com/", None),
        ("https://slack.com/services/T0", None),
        ("https://hooks.slack.com.evil.test/services/T0", None),
        ("https://evilhooks.slack.com/services/T0", None),
        ("https://evil.test/hooks.slack.com/x", None),
        ("https://hooks.slack.com@evil.test/services", None),
        ("https://evil.test#@hooks.slack.com/services", None),
        ("https://evil.test\\@hooks.slack.com/services", None),
        ("https://hooks.slack.com\\.evil.test/services", None),
        ("https://xwebhook.office.com/y", None),
        ("https://webhook.office.com.evil.test/y", None),
        ("http://chat.example.com/hooks/abc", None),
        ("http://127.0.0.1:9000/hooks/abc", None),
        ("http://127.0.0.1/hooks/abc", None),
        ("https://127.0.0.1/x", None),
        ("https://169.254.169.254/latest/meta-data", None),
        ("https://[::1]/x", None),
        ("https://hooks.slack.com/a b", None),
        ("https://hooks.slack.com/a\r\nHost: evil.test", None),
        ("https://hooks.slack.com:99999/a", None),
        ("ftp://hooks.slack.com/a", None),
        ("file:///etc/passwd", None),
        ("", None),
        (f"https://hooks.slack.com/{'a' * LONGEST}", None),
    ],
)
def test_we_post_to_chats_and_nowhere_else(address: str, kind: str | None):
    assert kind_of(address, OURS) == kind


@given(st.text(alphabet=string.printable, max_size=60))
def test_whatever_is_put_around_it_only_known_hosts_are_taken(text: str):
    for address in (f"https://{text}", f"https://hooks.slack.com{text}", f"{text}hooks.slack.com/x"):
        if kind_of(address, frozenset()) is not None:
            host = urlsplit(address).hostname or ""
            assert host.endswith(("hooks.slack.com", "hooks.slack-gov.com", ".office.com", ".azure.com"))


def test_what_people_wrote_becomes_no_link_and_no_mention_in_slack():
    said = Said("<!channel> & co", ["<https://evil.test|Click>"], "https://repartee.test/", "Go", quote="a\n> b <@U1>")
    body = shaped("slack", said)
    assert body["text"] == (
        "*&lt;!channel&gt; &amp; co*\n> a &gt; b &lt;@U1&gt;\n&lt;https://evil.test|Click&gt;\n"
        "<https://repartee.test/|Go>"
    )
    assert body["blocks"] == [{"type": "section", "text": {"type": "mrkdwn", "text": body["text"]}}]


def test_teams_gets_a_card_whose_texts_are_no_markdown():
    said = Said("[Click](https://evil.test)", ["**bold**"], "https://repartee.test/", "Go", quote="“How long?”")
    (attachment,) = shaped("teams", said)["attachments"]
    card = attachment["content"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    texts = [run["text"] for block in card["body"] for run in block["inlines"]]
    assert texts == ["[Click](https://evil.test)", "“How long?”", "**bold**"]
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Go", "url": "https://repartee.test/"}]


def test_tries_come_ever_more_seldom_and_end_and_a_chat_may_ask_for_more_time():
    assert [next_try(n, NOW) for n in range(1, 6)] == [*(NOW + pause for pause in PAUSES), None]
    assert next_try(1, NOW, wait=600) == NOW + timedelta(minutes=10)
    assert len(PAUSES) + 1 < ENOUGH, "one bad morning ends no chat"
