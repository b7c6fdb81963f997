"""What is known of a recording while it grows: how it comes, and what it violates by now."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from conformance.engine.judges import Means
from conformance.engine.judges.growing import Growing
from conformance.engine.plan import Plan
from conformance.model.finding import Blocked
from conformance.model.outcome import Outcome
from conformance.model.text import Text
from conformance.readers.bounds import RECORDING_PIECE_BYTES
from conformance.readers.source import Source

SECONDS = 1.0
"""Over which rate and jitter are measured."""


class Violation(NamedTuple):
    """A requirement that the recording violates by now, with its first finding; `line` is None if that has none."""

    id: str
    obligation: str
    title: Text
    said: Text
    line: int | None


class Standing(NamedTuple):
    """`judged` lines, with the header. `rate` in hertz, `jitter` the longest less the mean interval in milliseconds."""

    judged: int = 0
    rate: float | None = None
    jitter: float | None = None
    violated: tuple[Violation, ...] = ()


class LiveJudge:
    """Reads on in a recording that grows, and judges what has come since."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._growing: Growing | None = None
        self._at = self._revision = 0
        self._pace: deque[tuple[float, float, float]] = deque()

    def read_on(self, source: Any, revision: int, size: int) -> Standing | None:
        """The standing after reading the open file `source` up to `size`; None if nothing of it can be judged yet."""
        if revision != self._revision:
            self._growing, self._at, self._revision = None, 0, revision
            self._pace.clear()
        while self._at < size:
            source.seek(self._at)
            data = source.read(min(size - self._at, RECORDING_PIECE_BYTES))
            end = data.rfind(b"\n") + 1
            while not end and self._at + len(data) < size:  # one long line
                data += source.read(min(size - self._at - len(data), RECORDING_PIECE_BYTES))
                end = data.rfind(b"\n") + 1
            self._at += len(data[:end])
            self._add(data[: end - 1].split(b"\n"))
        return self._standing()

    def _add(self, lines: list[bytes]) -> None:
        if self._growing is None:
            self._growing = self._begin(lines.pop(0))
        if self._growing is None or not lines:
            return
        self._growing.add(lines)
        for point in self._growing.paces():
            self._pace.append(point)
        while self._pace and self._pace[-1][0] - self._pace[0][0] > SECONDS:
            self._pace.popleft()

    def _begin(self, header: bytes) -> Growing | None:
        """The judge of a recording with this header; None if it is not of a kind that the plan judges."""
        source = Source("", header + b"\n")
        kinds = [kind for kind in self._plan.recognise(source)[0] if self._plan.judges(kind)]
        if len(kinds) != 1:
            return None
        try:
            return Growing(header, self._plan.suites_for(kinds[0]), Means())
        except Blocked:
            return None

    def _standing(self) -> Standing | None:
        if self._growing is None:
            return None
        means = [mean for _, mean, _ in self._pace]
        mean = sum(means) / len(means) if means else 0.0
        return Standing(
            self._growing.lines,
            1e3 / mean if mean > 0 else None,
            max(longest for _, _, longest in self._pace) - mean if mean > 0 else None,
            tuple(self._violations(self._growing)),
        )

    def _violations(self, growing: Growing) -> Iterator[Violation]:
        for _, _, cases in growing.judged().verdicts:
            for case in cases:
                row = case.requirement
                if case.outcome is Outcome.FAIL and self._plan.counts(row.id):
                    first = case.findings[0]
                    yield Violation(row.id, row.obligation, row.title, first.message, first.where.line)


def as_json(standing: Standing) -> Mapping[str, Any]:
    """The standing as it is told to the device."""
    return {
        "judged": max(0, standing.judged - 1),
        "rate": standing.rate and round(standing.rate, 2),
        "jitter": standing.jitter and round(standing.jitter, 2),
        "violated": [
            {
                "id": each.id,
                "obligation": each.obligation,
                "title": {"en": each.title.en, "zh": each.title.zh},
                "said": {"en": each.said.en, "zh": each.said.zh},
                "line": each.line,
            }
            for each in standing.violated
        ],
    }
