"""What a check may say: findings, and the two reasons for not judging."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from conformance.model.outcome import Cause

Function = TypeVar("Function", bound=Callable[..., Any])


class Where(NamedTuple):
    """A place in a subject: a JSON pointer (RFC 6901), a byte offset, or both."""

    pointer: str | None = None
    byte: int | None = None
    line: int | None = None
    frame: int | None = None
    exchange: str | None = None

    def as_record(self) -> dict[str, Any]:
        """Only the members that are set."""
        return {
            name: value
            for name in ("pointer", "byte", "line", "frame", "exchange")
            if (value := getattr(self, name)) is not None
        }


@dataclass(frozen=True, slots=True, init=False)
class Finding:
    """One place that violates the requirement.

    `where` is a JSON pointer (str), a byte offset (int) or a Where. `template` names one of the row's
    `findings.<template>` sentences; without it the row's `finding` is used. `values` fill the sentence and are JSON
    values only; `received` and `expected` are shown side by side, `corrected` as the text to write instead.
    `cuts` are places other rows can no longer judge: JSON pointers ("" is the whole document) or parts of the view.
    """

    where: Where
    template: str
    values: Mapping[str, Any]
    cuts: tuple[str, ...]

    def __init__(self, where: str | int | Where, template: str = "", /, **values: Any) -> None:
        place = (
            where if isinstance(where, Where) else Where(pointer=where) if isinstance(where, str) else Where(byte=where)
        )
        object.__setattr__(self, "where", place)
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "cuts", ())

    def cutting(self, *places: str) -> Finding:
        """The same finding, which also keeps other rows from judging `places`, by default its own pointer."""
        own = self.where.pointer
        cut = Finding(self.where, self.template, **self.values)
        object.__setattr__(cut, "cuts", places or ((own,) if own is not None else ()))
        return cut


Findings = Iterator[Finding]


class NotJudged(Exception):
    """A reason for not judging: `key` names a sentence of the suite's [reasons] or of the message catalogue."""

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotApplicable(NotJudged):
    """The subject contains nothing for the requirement to judge."""


class NotRun(NotJudged):
    """The harness lacks something needed for judging, such as an extra; the sentence says how to install it."""


class Diverged(NotJudged):
    """A replay made a request that differs from the recorded one: an error of the harness, never a verdict."""


class Blocked(NotJudged):
    """The subject could not be judged: the case is inconclusive, with the cause that says who can fix it."""

    def __init__(self, key: str, /, *, cause: Cause | str = Cause.PRODUCT, **values: Any) -> None:
        super().__init__(key, **values)
        self.cause = Cause(cause)


def repair(requirement: str) -> Callable[[Function], Function]:
    """Mark a function of a suite's repairs.py as the repair of a copy that violates the requirement with this id.

    It gets an editable subject and all findings of the row, and makes every edit that is mechanical and loses nothing.
    """

    def mark(function: Function) -> Function:
        function.__repairs__ = requirement  # type: ignore[attr-defined]  # the mark itself
        return function

    return mark


class Stimulus:
    """The argument of a generative check besides the view, in `@check(..., each=Stimulus)`: a JSON value."""


class CheckMark(NamedTuple):
    """What `@check` records about a function: the row it judges, what it is called with, whether it takes parameters.

    `each` is None for a check of the whole subject.
    """

    requirement: str
    each: type | None = None
    parameters: bool = False


def check(requirement: str, *, each: type | None = None, parameters: bool = False) -> Callable[[Function], Function]:
    """Mark a function as the check of the requirement with this id; the catalogue finds it by the mark.

    It is called with the suite's view; with `each=Block`, with each block of a recording's frames instead; with
    `each=Stimulus`, with the view and each stimulus. `parameters=True` adds the suite's parameters as last argument.
    """

    def mark(function: Function) -> Function:
        function.__check__ = CheckMark(requirement, each, parameters)  # type: ignore[attr-defined]  # the mark itself
        return function

    return mark


def stimuli(requirement: str) -> Callable[[Function], Function]:
    """Mark a function of a suite's stimuli.py that makes what this row tries, from the view.

    It returns a Hypothesis strategy, or an iterator of JSON values, which are tried in their order and end with a
    NotJudged if there should have been more.
    """

    def mark(function: Function) -> Function:
        function.__stimuli__ = requirement  # type: ignore[attr-defined]  # the mark itself
        return function

    return mark
