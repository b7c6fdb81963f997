"""What the product issues in an answer, such as a token, is in no record, and is sent back all the same."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conformance.model.digest import half_digests
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


class Leading:
    """Leads to a URL with a code, and keeps what it is sent."""

    def __init__(self, location: str) -> None:
        self.location, self.seen = location, list[Message]()

    def open(self, first: Message) -> OneAnswer:
        self.seen.append(first)
        headers = [["Location", self.location]]
        return OneAnswer(Message({"status": 303, "headers": headers}, f"<a href='{self.location}'>".encode()))

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Shouted:
    """What is issued, in capitals."""

    text: str
    name: str = "shouted"

    @property
    def content(self) -> Any:
        return self.text

    def value(self, reveal: Callable[[str], str]) -> str:
        return reveal(self.text).upper()


@pytest.mark.parametrize("mark", ["?", "#", "?a=1&", "?a=1#b=2&"])
def test_a_code_in_a_location_is_in_no_record_and_is_sent_in_a_body(mark: str, tmp_path: Path) -> None:
    product = Leading(f"https://client.example/back{mark}code=co%2Fde-of-alice&state=s")
    with Recorder(tmp_path, product, Limits(hosts=["product.example"]), Secrets(), {"seed": 1, "now": "-"}) as recorder:
        found = told(recorder, "A#1", Request("GET", URL, issues=("?code", "/code")))
        assert dict(found.head["headers"])["Location"].endswith("code={secret:issued-1}&state=s")
        halves = found.head["issued"]["issued-1"]["halves"]
        assert halves["sha256"] == half_digests("co/de-of-alice")["sha256"]
        assert len(base64.urlsafe_b64decode(halves["sha512"] + "==")) == 32
        body = b"code={secret:shouted}&x={secret:issued-1}"
        told(recorder, "A#2", Request("POST", URL, body=body, made=(Shouted("{secret:issued-1}"),)))
    assert product.seen[1].body == b"code=CO/DE-OF-ALICE&x={secret:issued-1}"
    files = [path.read_bytes().lower() for path in tmp_path.rglob("*") if path.is_file()]
    assert all(form not in each for each in files for form in (b"co/de-of", b"co%2fde-of"))


def test_a_request_that_may_be_sent_once_is_not_repeatable() -> None:
    assert Request("GET", URL, once=True).message.once
    assert Request.of(Request("POST", URL, once=True).message).once


def test_a_replay_does_not_wait() -> None:
    Record([], {}, complete=True).pause(3600)
