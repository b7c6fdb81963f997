"""AsyncAPI documents nobody here wrote, and hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source

KIND = "asyncapi_document"
HEAD = "asyncapi: 3.0.0\ninfo: {title: Rooms, version: '1'}\n"


def judged(source: Source) -> dict[str, Outcome]:
    """The outcomes of all rows on a document."""
    ((loaded, letters, _),) = PLAN.judge(source, KIND).verdicts
    return {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}


def named(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    return {name for name, each in found.items() if each is outcome}


def test_the_examples_of_the_specification_are_right(corpora: Path) -> None:
    files = sorted((corpora / "interfaces" / "asyncapi-spec" / "examples").rglob("*.y*ml"))
    sources = [open_source(str(path), path.name) for path in files]
    documents = [source for source in sources if PLAN.recognise(source)[0] == [KIND]]
    assert len(documents) == 24
    for source in documents:
        outcomes = judged(source)
        assert set(outcomes.values()) <= {Outcome.PASS, Outcome.NOT_APPLICABLE}, (source.name, outcomes)


def ring(length: int) -> bytes:
    """Channels each of which is a reference to the next, and the last to the first."""
    channels = {f"c{at}": {"$ref": f"#/channels/c{(at + 1) % length}"} for at in range(length)}
    reply = {"address": {"location": "$message.header#/to"}, "channel": {"$ref": "#/channels/c0"}}
    operation = {"action": "send", "channel": {"$ref": "#/channels/c0"}, "reply": reply}
    info = {"title": "Ring", "version": "1"}
    return json.dumps(
        {"asyncapi": "3.0.0", "info": info, "channels": channels, "operations": {"o": operation}}
    ).encode()


def bomb(depth: int) -> bytes:
    """Anchors each of which repeats the one before nine times."""
    lines = [f"x-{at}: &a{at} [{f'*a{at - 1}, ' * 9}]\n" for at in range(1, depth)]
    return f"{HEAD}x-0: &a0 [a]\n{''.join(lines)}".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b'{"asyncapi": "3.0.0", "x-a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "bomb": lambda: bomb(40),
    "ring of channels": lambda: ring(3),
    "channel of itself": lambda: ring(1),
    "null everywhere": lambda: (
        b'{"asyncapi": null, "info": null, "channels": null, "operations": null, "components": null}'
    ),
    "of another version": lambda: HEAD.replace("3.0.0", "2.6.0").encode(),
    "of a later version": lambda: HEAD.replace("3.0.0", "3.10.0").encode(),
    "of no version": lambda: b'{"asyncapi": {}}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_no_error_of_ours(name: str) -> None:
    found = judged(Source("asyncapi.yaml", HOSTILE[name]()))
    assert named(found, Outcome.ERROR) == set()
    assert "IFC-ASY-001" not in named(found, Outcome.FAIL)
    assert named(found, Outcome.FAIL) <= {"IFC-ASY-004", "IFC-ASY-005", "IFC-ASY-006", "IFC-ASY-024"}


@pytest.mark.parametrize("name", ["deep", "bomb", "of another version", "of a later version"])
def test_what_is_not_read_is_not_judged(name: str) -> None:
    found = judged(Source("asyncapi.yaml", HOSTILE[name]()))
    assert named(found, Outcome.FAIL) == set()
    assert found["IFC-ASY-005"] is Outcome.INCONCLUSIVE


def test_extensions_are_left_alone() -> None:
    """A vendor's members, under names that begin with x-, mean what the vendor says."""
    extended = (
        HEAD
        + "channels: {x-note: 7}\nservers: {x-note: {}}\ncomponents: {x-own: {a b: {}}}\nx-a: {$ref: '#/nowhere'}\n"
    )
    assert named(judged(Source("asyncapi.yaml", extended.encode())), Outcome.FAIL) == {"IFC-ASY-024"}  # recommended


def test_a_hash_at_the_start_of_an_address_is_no_fragment() -> None:
    """Channels of IRC and filters of MQTT have it."""
    given = f"{HEAD}channels: {{a: {{address: '#general'}}, b: {{address: 'rooms/#'}}}}\n"
    assert judged(Source("asyncapi.yaml", given.encode()))["IFC-ASY-020"] is Outcome.PASS


@pytest.mark.parametrize(("text", "kinds"), [(HEAD, [KIND]), ('{"asyncapi": "2.6.0"}', [KIND]), ("a: 3.0.0\n", [])])
def test_it_is_recognised_by_its_first_member(text: str, kinds: list[str]) -> None:
    assert PLAN.recognise(Source("given.yaml", text.encode()))[0] == kinds
