"""What the product issues in an answer, such as a token, is in no record, and is sent back all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.transports.exchange import Request
from conformance.transports.limits import Limits
from conformance.transports.message import Message
from conformance.transports.record import Record
from conformance.transports.recorder import Recorder
from conformance.transports.secrets import Secrets
from conformance.transports.transport import OneAnswer

URL = "https://product.example/"
ISSUED = "tok/en-of-alice"
WRITTEN = [json.dumps(ISSUED), '"tok\\/en-of-alice"', '"tok\\u002fen-of-alice"']


class Product:
    """Answers with this text, and keeps what it is sent."""

    def __init__(self, text: str) -> None:
        self.text, self.seen = text, list[Any]()

    def open(self, first: Message) -> OneAnswer:
        self.seen.append(first.head["headers"])
        body = self.text if len(self.seen) == 1 else ISSUED.replace("/", r"\/")
        return OneAnswer(Message({"status": 201, "headers": [["x-token", ISSUED]]}, body.encode()))

    def close(self) -> None:
        """Nothing is open."""


def told(recorder: Recorder, key: str, request: Request) -> Message:
    with recorder.open(key, request.message) as talk:
        found = talk.receive(1.0)
    assert found is not None
    return found


@pytest.mark.parametrize("written", WRITTEN)
def test_an_issued_token_is_in_no_record_and_reaches_the_product(written: str, tmp_path: Path) -> None:
    product, secrets = Product(f'{{"session": {{"token": {written}}}}}'), Secrets()
    with Recorder(tmp_path, product, Limits(hosts=["product.example"]), secrets, {"seed": 1, "now": "-"}) as recorder:
        first = told(recorder, "A#1", Request("POST", URL, issues=("/session/token",)))
        found = first.member["session"]["token"]
        assert found == "{secret:issued-1}"
        told(recorder, "A#2", Request("GET", URL, credentials=(("Authorization", f"Bearer {found}"),)))
    assert product.seen[1] == [["Authorization", f"Bearer {ISSUED}"]]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(ISSUED.encode() not in each and written.encode() not in each for each in files)


def test_a_placeholder_that_the_product_issues_reveals_nothing(tmp_path: Path) -> None:
    product, secrets = Product('{"token": "{secret:KEY}"}'), Secrets()
    secrets.add("KEY", "the-key-of-the-plan")
    with Recorder(tmp_path, product, Limits(hosts=["product.example"]), secrets, {"seed": 1, "now": "-"}) as recorder:
        token = told(recorder, "A#1", Request("POST", URL, issues=("/token",))).member["token"]
        told(recorder, "A#2", Request("GET", URL, credentials=(("Authorization", token),)))
    assert product.seen[1] == [["Authorization", "{secret:KEY}"]]


@pytest.mark.parametrize("text", ["", "[]", '{"token": 7}', '{"token": {}}', '{"token": "short"}', "{", "7"])
def test_what_is_no_token_is_recorded_as_it_is(text: str, tmp_path: Path) -> None:
    with Recorder(
        tmp_path, Product(text), Limits(hosts=["product.example"]), Secrets(), {"seed": 1, "now": "-"}
    ) as recorder:
        assert told(recorder, "A#1", Request("POST", URL, issues=("/token", "/a/9/b"))).body == text.encode()


def test_a_replay_does_not_wait() -> None:
    Record([], {}, complete=True).pause(3600)
