"""An application without a socket gets what a transport can send, and nothing else."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as Received
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from conformance.drafting.mutation.services.application import answer_of
from conformance.model.finding import Blocked
from conformance.transports.exchange import Request


async def echo(request: Received) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get("authorization", "none").encode("latin-1"))


APPLICATION = Starlette(routes=[Route("/", echo)])


@pytest.mark.parametrize("value", ["Bearer a\u200bb", "Bearer 令牌"])
def test_a_token_of_any_script_is_sent_as_a_transport_sends_it(value: str) -> None:
    answer = answer_of(APPLICATION, Request("GET", "http://127.0.0.1:9/", (("authorization", value),)))
    assert answer.body == value.encode()


@pytest.mark.parametrize(
    ("url", "value"),
    [("http://127.0.0.1:9/", "Bearer a\r\nb"), ("http://127.0.0.1:9/", "a\0"), ("http://127.0.0.1:x/", "a")],
)
def test_what_no_transport_sends_is_blocked(url: str, value: str) -> None:
    with pytest.raises(Blocked) as caught:
        answer_of(APPLICATION, Request("GET", url, (("authorization", value),)))
    assert caught.value.key == "no_request"
