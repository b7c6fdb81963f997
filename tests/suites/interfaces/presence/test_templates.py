"""The messages of a plan: what is sent, what a received message is compared with, and what is found in it."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.authoring import Blocked
from conformance_suites.interfaces.presence.reader.template import Template

SAID = '{"type": "said", "user": "{user}", "text": "{content}"}'


def test_a_message_is_filled_as_json_whatever_its_content() -> None:
    made = Template("act", '{"text": "<{content}>", "to": ["{room}"], "{user}": 1}').filled(
        content='"}{room}\\', room="r", user="u"
    )
    assert made["to"] == ["r"]
    assert made["u"] == 1
    assert made["text"].startswith('<"}')


@pytest.mark.parametrize(
    ("template", "message", "found"),
    [
        (SAID, {"type": "said", "user": "a", "text": "x", "at": 1}, {"user": "a", "content": "x"}),
        (SAID, {"type": "joined", "user": "a", "text": "x"}, None),
        (SAID, {"type": "said", "user": "a"}, None),
        (SAID, ["said"], None),
        (SAID, None, None),
        ('["chat", {"text": "{content}"}]', ["chat", {"text": "x", "n": 1}], {"content": "x"}),
        ('{"flag": true}', {"flag": 1}, None),
        ('{"n": 1}', {"n": 1}, {}),
    ],
)
def test_what_is_found_in_a_message(template: str, message: Any, found: dict[str, Any] | None) -> None:
    assert Template("received", template).found_in(message) == found


@pytest.mark.parametrize(
    ("template", "message", "there"),
    [
        ('{"users": ["{user}"]}', {"users": ["b", "a"]}, True),
        ('{"users": ["{user}"]}', {"users": ["b"]}, False),
        ('{"users": [{"id": "{user}"}]}', {"users": [{"id": "b"}, {"id": "a", "name": "A"}]}, True),
        ('{"users": {"{user}": {}}}', {"users": {"a": {"x": 1}}}, True),
        ('{"users": {"{user}": {}}}', {"users": {"b": {}}}, False),
        ('{"users": "{user}"}', {"users": "ab"}, False),
    ],
)
def test_whether_a_user_is_named(template: str, message: Any, there: bool) -> None:
    assert (Template("present", template).found_in(message, user="a") is not None) is there


def test_a_number_is_the_same_user_as_its_text() -> None:
    template = Template("left", '{"left": "{user}"}')
    assert template.found_in({"left": 7}, user="7") == {"user": 7}
    assert template.found_in({"left": True}, user="True") is None


def test_a_claim_is_put_where_others_read_it() -> None:
    template = Template("received", '{"type": "said", "from": {"id": "{user}"}, "text": "{content}"}')
    assert template.claiming({"type": "say", "text": "x"}, "b") == {"type": "say", "text": "x", "from": {"id": "b"}}


@pytest.mark.parametrize("text", ["", "say", '"{content}"', "7", '{"a": ', '{"a": 1} {}'])
def test_what_is_no_message_is_the_mistake_of_the_plan(text: str) -> None:
    with pytest.raises(Blocked) as raised:
        Template("act", text)
    assert (raised.value.key, raised.value.cause) == ("bad_template", "configuration")
