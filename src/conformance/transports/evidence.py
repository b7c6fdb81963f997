"""Where a service gets its evidence: from the network, which is recorded, or from the record alone.

The record is a JSON Lines file, exchanges.jsonl. The first line has the facts of the run: its format, time and seed.
Each conversation is one line: its key, its start, and its steps in order, each with the seconds since the start:

    {"key": "ID-DRS-011/2#1", "started": "...", "steps": [{"sent": {...}, "at": 0.0}, {"received": {...}, "at": 0.02}]}

A step is a message `sent` or `received`, its head with the digest of its body; `silent`, the number of seconds waited
in vain; `ended`, by the product; or `failed`, the reason why there is nothing to judge, which accompanies a message
that could not be sent. Each stimulus is a line as well, and so is the reason why no
more could be made. A run that was stopped has a line with the cases that were
finished and what they left in the product. The last line has the facts about the secrets. Bodies are
named by digest. Messages that arrived but were never read are not in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Protocol

from conformance.model.finding import Blocked, NotApplicable, NotJudged, NotRun
from conformance.model.outcome import Cause
from conformance.transports.conversation import Conversation
from conformance.transports.message import Message
from conformance.transports.stopping import Stopping

FORMAT = 2
EXCHANGES = "exchanges.jsonl"
BODIES = "bodies"


class Evidence(Protocol):
    """Evidence, live or recorded; a service sees no difference."""

    @property
    def facts(self) -> Mapping[str, Any]: ...

    @property
    def stopping(self) -> Stopping: ...

    @property
    def leftovers(self) -> list[str]: ...

    def open(self, key: str, first: Message) -> Conversation: ...

    @property
    def seconds_left(self) -> float: ...

    def stimuli(self, case: str) -> Iterable[Any] | None: ...

    def pause(self, seconds: float) -> None: ...

    def keep_stimulus(self, case: str, value: Any) -> None: ...

    def keep_reason(self, case: str, reason: NotJudged) -> None: ...


def file_name(name: str) -> str:
    """A digest as a file name: Windows does not allow colons."""
    return name.replace(":", "-")


def facts_of(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of a run, of which its session is made again. Raises KeyError, TypeError or ValueError otherwise."""
    if datetime.fromisoformat(line["now"]).tzinfo is None:
        raise ValueError("a time without a zone")
    if not all(isinstance(each, str) for each in (line["seed"], *chain.from_iterable(line["credentials"]))):
        raise TypeError("a seed or a header that is not a text")
    _ = dict[str, str](line["credentials"])
    if refused := line.get("unauthorised"):
        NotRun(refused[0], **refused[1])
    return line


def why_untried(told: Mapping[str, Any]) -> NotJudged:
    """The reason for which a generative case was not tried. Raises KeyError, TypeError or ValueError."""
    if told["outcome"] == Blocked.__name__:
        return blocked(told)
    return {each.__name__: each for each in (NotRun, NotApplicable)}[told["outcome"]](told["key"], **told["values"])


def blocked(failure: Mapping[str, Any]) -> Blocked:
    """The reason in a `failed` step."""
    return Blocked(failure["key"], cause=Cause(failure["cause"]), **failure["values"])
