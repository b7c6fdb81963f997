"""Processing the digests of a token (RFC 9901, 7.1, step 3): each disclosure is put where its digest is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.bounds import JSON_DEPTH
from conformance.readers.json import escape
from conformance_suites.identity.jose.reader.compact import Jws, Members

from .bounds import NESTED, VALUES
from .combined import ALGORITHM, DOTS, OF_ELEMENT, OF_PROPERTY, SD, Combined, Disclosure


class Reference(NamedTuple):
    """A digest, where it is, the length of the disclosure that it may be of, and the top-level claim that it is in."""

    pointer: str
    digest: str
    length: int
    claim: str = ""


class Collision(NamedTuple):
    """A disclosed property whose name its object has already."""

    disclosure: Disclosure
    name: str


@dataclass
class Processed:
    """The payload with what is disclosed, and what was found on the way."""

    payload: dict[str, Any] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    """Every digest in the payload and in what is disclosed through it."""
    used: dict[int, Reference] = field(default_factory=dict)
    """By the number of a disclosure: the first digest that is its own."""
    collisions: list[Collision] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    """The names of top-level claims that were disclosed, wholly or in part."""


@dataclass(frozen=True)
class Whole(Jws):
    """The token of the issuer with the claims that are disclosed (RFC 9901, 7.1, step 6)."""

    claims: Members = field(default_factory=dict)

    @property
    def payload(self) -> Members:
        return self.claims


class _Task(NamedTuple):
    """A value to be copied into a container, and how many disclosures it is inside of."""

    into: Any
    key: Any
    value: Any
    pointer: str
    depth: int
    claim: str
    level: int = 0  # how many objects and arrays it is inside of, disclosed or not


def process(token: Combined) -> Processed:
    """The processed payload. Raises Blocked beyond a limit, or for a hash algorithm that is not computed here."""
    found = Processed()
    known = token.by_digest
    top: list[Any] = [None]
    waiting = deque([_Task(top, 0, token.payload, "/payload", 0, "")])
    seen = 0
    while waiting:
        task = waiting.popleft()
        seen += 1
        if seen > VALUES:
            raise Blocked("value_bound", bound=VALUES)
        if task.depth > NESTED:
            raise Blocked("disclosure_depth", bound=NESTED)
        if task.level > JSON_DEPTH:
            raise Blocked("json_depth", bound=JSON_DEPTH)
        if isinstance(task.value, dict):
            waiting.extend(_of_object(task, known, found))
        elif isinstance(task.value, list):
            waiting.extend(_of_array(task, known, found))
        else:
            task.into[task.key] = task.value
    found.payload = top[0]
    found.payload.pop(ALGORITHM, None)
    return found


def _of_object(task: _Task, known: dict[str, Disclosure], found: Processed) -> list[_Task]:
    copy: dict[str, Any] = {}
    task.into[task.key] = copy
    tasks = [
        _Task(copy, name, each, f"{task.pointer}/{escape(name)}", task.depth, task.claim or name, task.level + 1)
        for name, each in task.value.items()
        if name != SD
    ]
    taken = {*task.value}
    digests = task.value.get(SD)
    for at, text in enumerate(digests if isinstance(digests, list) else ()):
        disclosure = _disclosed(Reference(f"{task.pointer}/{SD}/{at}", text, OF_PROPERTY, task.claim), known, found)
        name = None if disclosure is None else disclosure.name
        if disclosure is None or name is None or name in (SD, DOTS):
            continue
        if name in taken:
            found.collisions.append(Collision(disclosure, name))
            continue
        taken.add(name)
        found.hidden.add(task.claim or name)
        pointer, value, _ = disclosure.value
        tasks.append(_Task(copy, name, value, pointer, task.depth + 1, task.claim or name, task.level + 1))
    return tasks


def _of_array(task: _Task, known: dict[str, Disclosure], found: Processed) -> list[_Task]:
    kept: list[tuple[str, Any, int]] = []
    for at, each in enumerate(task.value):
        pointer, value, depth = f"{task.pointer}/{at}", each, task.depth
        while is_digest(value):
            disclosure = _disclosed(Reference(f"{pointer}/{DOTS}", value[DOTS], OF_ELEMENT, task.claim), known, found)
            if disclosure is None:
                break
            found.hidden.add(task.claim)
            pointer, value, _ = disclosure.value
            depth += 1
        else:
            kept.append((pointer, value, depth))
    copy: list[Any] = [None] * len(kept)
    task.into[task.key] = copy
    return [
        _Task(copy, at, value, pointer, depth, task.claim, task.level + 1)
        for at, (pointer, value, depth) in enumerate(kept)
    ]


def is_digest(value: Any) -> bool:
    """Whether a value is in place of a hidden element."""
    return isinstance(value, dict) and value.keys() == {DOTS} and isinstance(value[DOTS], str)


def _disclosed(reference: Reference, known: dict[str, Disclosure], found: Processed) -> Disclosure | None:
    """The disclosure with this digest, if it has the right length and this is its first digest."""
    if not isinstance(reference.digest, str):
        return None
    found.references.append(reference)
    disclosure = known.get(reference.digest)
    if disclosure is None or disclosure.at in found.used:
        return None
    found.used[disclosure.at] = reference
    return disclosure if len(disclosure.items) == reference.length else None


def whole(token: Combined) -> Jws:
    """The token of the issuer with what is disclosed; in plain where that cannot be processed, as a row says."""
    try:
        return Whole(token.issued.pointer, token.issued.text, process(token).payload)
    except Blocked:
        return token.issued
