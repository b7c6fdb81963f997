"""Where a wallet finds the requests of the tests: at the address that the plan makes public, or at our own."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from conformance_suites.identity.presentation.reader import asking
from conformance_suites.identity.presentation.reader.asking import Wallet


@pytest.mark.parametrize(
    ("public", "door"),
    [
        ("https://a.example", "https://a.example/"),
        ("https://a.example/", "https://a.example/"),
        ("https://a.example/x", "https://a.example/x/"),
        (None, "http://127.0.0.1:7/"),
    ],
)
def test_the_door_ends_with_a_slash(public: str | None, door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "optional", lambda service, name: public)
    asker: Any = SimpleNamespace(
        service=SimpleNamespace(url="listen+http://127.0.0.1:7/", random=Random(1)), query=lambda names: {}
    )
    made = Wallet.asking(asker, None)
    assert made.door == door
    assert made.response_uri == f"{door}{made.number}/response"
    assert len({made.number, made.nonce, made.state}) == 3
