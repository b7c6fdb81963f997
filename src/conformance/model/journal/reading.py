"""Reading the lines of a journal, in either format, as events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from conformance.model.journal.format_1 import translated
from conformance.model.journal.from_json import Decoder
from conformance.model.journal.records import FORMAT, Ending, Event
from conformance.model.problem import Problem
from conformance.model.text import Text


class NotAJournal(Problem):
    """A file that is not a journal of a run, or has a format unknown to this version."""

    def __init__(self, name: str, problem: Text) -> None:
        super().__init__(Text(f"{name}: {problem.en}", f"{name}：{problem.zh}"))
        self._parts = name, problem

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._parts


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Event]:
    """The events of the journal called `name`, the opening first.

    An incomplete last line is left out, and so is anything after the end of the run. Raises NotAJournal if the opening
    is missing or a complete line is not an event.
    """
    decoder, format_, number = Decoder(), 0, 0
    decode = json.JSONDecoder().decode  # json.loads would guess the encoding of every line
    for line in lines:
        if not line.endswith(b"\n"):
            break
        number += 1
        try:
            told = decode(line.decode("utf-8", "surrogatepass"))
            if number == 1:
                format_ = told["format"] if told["event"] == "run" else 0
                if format_ not in (1, FORMAT):
                    problem = Text(f"is not a journal of format 1 or {FORMAT}", f"不是格式 1 或 {FORMAT} 的日志")
                    raise NotAJournal(name, problem)
            elif told["event"] == "run":
                raise ValueError
            event = decoder.event(translated(told) if format_ == 1 else told)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            problem = Text(
                f"line {number} is not an event of a run: a run writes its journal to run.jsonl",
                f"第 {number} 行不是运行事件：运行的日志写在 run.jsonl 中",
            )
            raise NotAJournal(name, problem) from None
        if event is not None:
            yield event
        if isinstance(event, Ending):
            return
    if number == 0:
        raise NotAJournal(name, Text("contains no event of a run", "不含运行事件"))
