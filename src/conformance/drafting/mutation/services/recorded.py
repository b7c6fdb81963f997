"""A reference product from the record of one honest run, of which one received message is changed.

Nothing is sent again: what a check would have sent otherwise, had it got the changed message, is not in the record, and
leaves its row unproven.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.catalogue.packages import import_code
from conformance.drafting.proof_service import outcomes_of
from conformance.engine.live_session import live_session, session_of
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import parse_plan
from conformance.engine.run_service import judged_subjects
from conformance.model.digest import digest
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.reference.fault import Fault
from conformance.reference.product import PART, Reference, environment_of, trust_of
from conformance.reference.servers import servers
from conformance.transports.address import scheme_of
from conformance.transports.conversation import Conversation
from conformance.transports.evidence import EXCHANGES
from conformance.transports.ledger import LedgerBodies
from conformance.transports.message import Message
from conformance.transports.record import Record
from conformance.transports.registry import carried_by

BASE = "http://127.0.0.1:9"
HEAD, JSON, TEXT, BYTES = "head", "json", "text", "latin1"
"""The members of a sample: a message is JSON, whatever it was, so that every part of it can be changed."""


def is_recorded(plan: Plan, suite: Suite) -> bool:
    """Whether the suite judges what does not speak HTTP, so that messages are changed in a record."""
    family = plan.catalogue.family_of(suite)
    part = import_code(family.package, family.folder, PART)
    return plan.catalogue.kinds[suite.kind].endpoint in getattr(part, "SERVERS", {})


class Noted(Record):
    """A record that notes which conversations are `opened`."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.opened: set[str] = set()

    def open(self, key: str, first: Message) -> Conversation:
        self.opened.add(key)
        return super().open(key, first)


class Messages:
    """Judges the record with one received message replaced by all suites of its endpoint.

    The samples are the messages of what the suite asks.
    """

    def __init__(self, plan: Plan, suite: Suite) -> None:
        self._plan = plan
        family = plan.catalogue.family_of(suite)
        self._part: Reference = import_code(family.package, family.folder, PART)
        self._endpoint = plan.catalogue.kinds[suite.kind].endpoint
        with TemporaryDirectory() as folder:
            self._honest = self._run(Path(folder))
            self._read(Path(folder) / "evidence")
        asked = self._asked(suite)
        self._places = {f"{key}.{at + 1}": (key, at) for key, at in self._received() if key in asked}
        self.samples = [Sample(name, self._written(*place), None, None) for name, place in self._places.items()]

    def outcomes(self, sample: Sample, data: bytes) -> dict[str, Outcome] | None:
        """The outcome of every row with this message as the one received.

        None for bytes that are not another message: a transport makes the head of each from what arrives, so that its
        members, their types and their limits are always those of its kind.
        """
        if data == sample.data:
            return self._honest
        try:
            told = json.loads(data)
            head = told[HEAD] = _with_pairs(told[HEAD])
            body = _body(told)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        honest = json.loads(sample.data)
        honest[HEAD] = _with_pairs(honest[HEAD])
        if told == honest or not isinstance(head, dict) or not _alike(head, honest[HEAD]):
            return None
        key, at = self._places[sample.name]
        message = carried_by(self._schemes[key])(Message(head, body))
        if message is None or (message.head == honest[HEAD] and message.body == _body(honest)):
            return None
        step, body = message.as_record(), message.body
        lines = (self._changed(line, at, step) if line.get("key") == key else line for line in self._lines)
        record = Record(lines, {**self._bodies, digest(body): body}, complete=False)
        return self._judged(self._plan, record)

    def _judged(self, plan: Plan, record: Record) -> dict[str, Outcome]:
        return outcomes_of(plan, list(judged_subjects(plan, session_of(self._test_plan, record))))

    def _asked(self, suite: Suite) -> Container[str]:
        """The conversations that this suite alone opens."""
        record = Noted(self._lines, self._bodies, complete=False)
        self._judged(Plan(Selection(self._plan.selection.folders, (suite.id,)), self._plan.catalogue), record)
        return record.opened

    def _run(self, folder: Path) -> dict[str, Outcome]:
        """The outcomes of the honest product; its record is left in the folder."""
        with servers([self._part], Fault()) as urls:
            values = {
                "product": {"name": "Reference product", "version": "1"},
                "profile": "mutation",
                "endpoints": {name: url for name, url in urls.items() if name == self._endpoint},
                "statement": dict(self._part.STATEMENT),
                "information": dict(self._part.INFORMATION),
                **trust_of(self._part),
                "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
                "limits": {"writing": True, "stimuli": 1},
            }
            self._test_plan = parse_plan(values, "the reference product's plan")
            with live_session(self._test_plan, folder, folder / "evidence", environment_of(self._part)) as session:
                return outcomes_of(self._plan, list(judged_subjects(self._plan, session)))

    def _read(self, folder: Path) -> None:
        text = (folder / EXCHANGES).read_text(encoding="utf-8")
        self._lines: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
        with LedgerBodies(folder) as bodies:
            self._bodies = dict(bodies)
        told = [(key, each["url"]) for key, each in self._messages() if "url" in each]
        self._schemes = {key: scheme_of(url) for key, url in reversed(told)}  # that of the message that opens it

    def _messages(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for line in self._lines:
            for step in line.get("steps", ()):
                for what in ("sent", "received"):
                    if what in step:
                        yield line["key"], step[what]

    def _received(self) -> Iterator[tuple[str, int]]:
        for line in self._lines:
            for at, step in enumerate(line.get("steps", ())):
                if "received" in step:
                    yield line["key"], at

    def _written(self, key: str, at: int) -> bytes:
        """The message as JSON."""
        line = next(each for each in self._lines if each.get("key") == key)
        head = dict(line["steps"][at]["received"])
        name = head.pop("body")
        body = self._bodies[name] if name else b""
        return json.dumps({HEAD: _with_names(head), **_told(body)}, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @staticmethod
    def _changed(line: Mapping[str, Any], at: int, received: Mapping[str, Any]) -> dict[str, Any]:
        steps = list(line["steps"])
        steps[at] = {**steps[at], "received": received}
        return {**line, "steps": steps}


def _with_names(head: dict[str, Any]) -> dict[str, Any]:
    """The head with its headers by name, so that a place says which one it is; as it is if a name is there twice."""
    named = dict(head.get("headers", ()))
    return {**head, "headers": named} if named and len(named) == len(head["headers"]) else head


def _with_pairs(head: dict[str, Any]) -> dict[str, Any]:
    """The head with its headers as a transport has them."""
    named = head.get("headers")
    return {**head, "headers": [list(each) for each in named.items()]} if isinstance(named, dict) else head


def _alike(one: Any, other: Any) -> bool:
    """Whether two values have the same types, in lists by their first items and in objects by their members."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and other:
        same_length = not isinstance(other[0], str) or len(one) == len(other)  # a header is a name with its value
        return same_length and all(_alike(each, other[0]) for each in one)
    return True


def _told(body: bytes) -> dict[str, Any]:
    """The body as a member of a sample."""
    try:
        return {JSON: json.loads(body)}
    except ValueError:
        pass
    try:
        return {TEXT: body.decode("utf-8")}
    except UnicodeDecodeError:
        return {BYTES: body.decode("latin-1")}


def _body(told: Mapping[str, Any]) -> bytes:
    """The body in a sample. Raises ValueError, TypeError or AttributeError for what cannot be one."""
    if JSON in told:
        return json.dumps(told[JSON], ensure_ascii=False).encode("utf-8", "surrogatepass")
    if TEXT in told:
        return str(told[TEXT]).encode("utf-8", "surrogatepass")
    return bytes(told[BYTES].encode("latin-1"))
