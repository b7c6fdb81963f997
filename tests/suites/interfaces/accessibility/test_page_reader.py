"""Pages that did not load, or about which the library says nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from conformance.model.finding import Blocked, NotRun
from conformance.transports.message import Message
from conformance_suites.interfaces.accessibility.reader.page import WebClient


def client(report: Message | None) -> WebClient:
    loaded = Message({"status": 404, "url": "http://a.example/room"})

    def information(name: str) -> str:
        raise NotRun("no_information", item=name)

    service: Any = SimpleNamespace(
        url="http://a.example/room", information=information, shared=lambda *_: (loaded, report)
    )
    return WebClient(service)


def test_a_page_that_did_not_load_leaves_all_rows_to_the_one_that_says_so() -> None:
    with pytest.raises(Blocked) as found:
        _ = client(None).page
    assert (found.value.key, found.value.values) == ("blocked_by", {"ids": ["IFC-ACC-001"]})


def test_an_answer_that_is_no_report_is_not_read_as_one() -> None:
    with pytest.raises(Blocked) as found:
        _ = client(Message({}, b'{"violations": 7}')).page
    assert found.value.key == "no_report"
