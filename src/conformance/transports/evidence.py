"""The record of a run: exchanges by key, stimuli by case, bodies by digest. Written live, read on replay."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from conformance.model.digest import digest
from conformance.model.finding import Blocked, Diverged, NotJudged, NotRun
from conformance.model.outcome import Cause
from conformance.transports.exchange import Answer, Exchange, Request
from conformance.transports.http import Sender
from conformance.transports.limits import Pace
from conformance.transports.secrets import Secrets

FORMAT = 1
EXCHANGES = "exchanges.jsonl"
BODIES = "bodies"


class Evidence(Protocol):
    """What a service asks: the network with a record of it, or the record alone."""

    @property
    def facts(self) -> Mapping[str, Any]: ...

    def exchange(self, key: str, request: Request) -> Exchange: ...

    def stimuli(self, case: str) -> list[Any] | None: ...

    def keep_stimulus(self, case: str, value: Any) -> None: ...


class Recorder:
    """Sends, redacts, records, and hands back what the record says. Safe to use from many threads.

    `folder` gets exchanges.jsonl and a file for each body as they happen.
    """

    def __init__(self, folder: Path, sender: Sender, pace: Pace, secrets: Secrets, facts: Mapping[str, Any]) -> None:
        self._folder = folder
        self._sender = sender
        self._pace = pace
        self._secrets = secrets
        self._lock = threading.Lock()
        self._kept: set[str] = set()
        self._numbers: defaultdict[str, int] = defaultdict(int)
        (folder / BODIES).mkdir(parents=True, exist_ok=True)
        self._file = (folder / EXCHANGES).open("w", encoding="utf-8", newline="\n")
        self.facts: Mapping[str, Any] = json.loads(json.dumps({"format": FORMAT, **facts}))
        self._write(self.facts)

    def exchange(self, key: str, request: Request) -> Exchange:
        """The answer to the request as recorded under the key. Raises Blocked, which is recorded as well."""
        told = self._redacted(request)
        with self._pace:
            started, begin = datetime.now(UTC), time.monotonic()
            try:
                answer = self._sender.send(self._filled(request))
            except Blocked as reason:
                values = json.loads(self._secrets.redact(json.dumps(dict(reason.values)).encode()))
                failure = {"key": reason.key, "cause": reason.cause.value, "values": values}
                self._keep(key, told, None, failure, started, time.monotonic() - begin)
                raise _blocked(failure) from None
            seconds = time.monotonic() - begin
        answer = Answer(answer.status, self._secrets.redact_headers(answer.headers), self._secrets.redact(answer.body))
        self._keep(key, told, answer, None, started, seconds)
        return Exchange(key, told, answer)

    def stimuli(self, case: str) -> list[Any] | None:
        """None: they are yet to be generated."""
        return None

    def keep_stimulus(self, case: str, value: Any) -> None:
        """Record what a generative case tries next."""
        with self._lock:
            self._numbers[case] += 1
            number = self._numbers[case]
        self._write({"stimulus": {"case": case, "number": number, "value": value}})

    def _redacted(self, request: Request) -> Request:
        return Request(
            request.method,
            self._secrets.redact_text(request.url),
            self._secrets.redact_headers(request.headers),
            self._secrets.redact(request.body),
            request.credentials,
        )

    def _filled(self, request: Request) -> Request:
        """As it goes over the wire."""
        credentials = tuple((name, self._secrets.filled(value)) for name, value in request.credentials)
        return replace(request, headers=(*request.headers, *credentials), credentials=())

    def _keep(
        self,
        key: str,
        request: Request,
        answer: Answer | None,
        failure: Mapping[str, Any] | None,
        started: datetime,
        seconds: float,
    ) -> None:
        for body in (request.body, answer.body if answer else b""):
            self._keep_body(body)
        self._write(
            {
                "key": key,
                "request": request.as_record(),
                **({"answer": answer.as_record()} if answer else {"failure": failure}),
                "started": started.isoformat(timespec="milliseconds"),
                "seconds": round(seconds, 4),
            }
        )

    def _keep_body(self, body: bytes) -> None:
        if not body:
            return
        name = digest(body)
        with self._lock:
            if name in self._kept:
                return
            self._kept.add(name)
        (self._folder / BODIES / file_name(name)).write_bytes(body)

    def _write(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        with self._lock:
            self._file.write(line)
            self._file.flush()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sender.close()
        self._write({"secrets": self._secrets.facts})
        self._file.close()


class Record:
    """A finished record, read back: the same answers without a socket.

    `complete` says that the catalogue is the one that made the record: then a question it cannot answer is our error.
    """

    def __init__(self, lines: Iterator[Mapping[str, Any]], bodies: Mapping[str, bytes], *, complete: bool) -> None:
        self._complete = complete
        self._bodies = bodies
        self._exchanges: dict[str, Mapping[str, Any]] = {}
        self._stimuli: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
        self.facts: Mapping[str, Any] = next(lines, {})
        for line in lines:
            if "key" in line:
                self._exchanges[line["key"]] = line
            elif "stimulus" in line:
                told = line["stimulus"]
                self._stimuli[told["case"]].append((told["number"], told["value"]))

    @property
    def exchanges(self) -> list[Mapping[str, Any]]:
        """All exchanges in the order of their keys."""
        return [self._exchanges[key] for key in sorted(self._exchanges)]

    def exchange(self, key: str, request: Request) -> Exchange:
        """What was recorded under the key. Raises Diverged or NotRun where that was no such request, or Blocked."""
        told = self._exchanges.get(key)
        asked = request.as_record()
        if told is None or told["request"] != asked:
            if not self._complete:
                raise NotRun("not_recorded", exchange=key)
            recorded = f"{told['request']['method']} {told['request']['url']}" if told else ""
            raise Diverged("diverged", exchange=key, asked=f"{request.method} {request.url}", recorded=recorded)
        if "failure" in told:
            raise _blocked(told["failure"])
        answer = told["answer"]
        headers = tuple((name, value) for name, value in answer["headers"])
        return Exchange(key, request, Answer(answer["status"], headers, self.body(answer["body"])))

    def body(self, name: str | None) -> bytes:
        """The body with this digest; none is empty."""
        return self._bodies[name] if name else b""

    def stimuli(self, case: str) -> list[Any]:
        """What the generative case tried, in its order. Raises NotRun where the record has nothing of it."""
        if case not in self._stimuli and not self._complete:
            raise NotRun("not_recorded", exchange=case)
        return [value for _, value in sorted(self._stimuli[case], key=lambda each: each[0])]

    def keep_stimulus(self, case: str, value: Any) -> None:
        """Nothing: it is recorded already."""


def file_name(name: str) -> str:
    """A digest as a file name: a colon is none on Windows."""
    return name.replace(":", "-")


def _blocked(failure: Mapping[str, Any]) -> NotJudged:
    return Blocked(failure["key"], cause=Cause(failure["cause"]), **failure["values"])
