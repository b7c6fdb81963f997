"""How much was judged: whether a subject contains what the profile of the run requires for a claim."""

from __future__ import annotations

import math
from collections.abc import Mapping

from conformance.model.journal.records import FloorRecord, Least, Reason
from conformance.model.text import LANGUAGES, Text
from conformance.reporting.words import word

TOO_LITTLE = "too_little"


class Evidence:
    """The floors of a profile over the subjects of a run, one of which has to reach one of them.

    Files never add up: kept is the subject that comes nearest to each floor.
    """

    def __init__(self, floors: tuple[FloorRecord, ...]) -> None:
        self.floors = floors
        self.met = not floors
        self._nearest: dict[FloorRecord, tuple[float, str, Mapping[str, float]]] = {}

    def add(self, name: str, kind: str | None, facts: Mapping[str, float] | None) -> None:
        """Take a judged subject into account."""
        for floor in () if self.met or facts is None else self.floors:
            if facts is None or kind not in floor.kinds:
                continue
            share = sum(_share(facts.get(each.fact, 0), each.value) for each in floor.least)
            self.met = self.met or share == len(floor.least)
            if share > self._nearest.get(floor, (-1.0, ""))[0]:
                self._nearest[floor] = share, name, facts

    @property
    def lacking(self) -> list[Reason]:
        """Why too little was judged: what the nearest subject has and lacks; empty if one has enough."""
        if self.met:
            return []
        told = {each: word("reason", "or", each).join(self._told(each)) for each in LANGUAGES}
        sentences = {each: word("reason", TOO_LITTLE, each, floors=told[each]) for each in LANGUAGES}
        return [Reason(TOO_LITTLE, Text(sentences["en"], sentences["zh"]))]

    def _told(self, language: str) -> list[str]:
        return [self._floor(floor, language) for floor in self.floors if floor in self._nearest or not self._nearest]

    def _floor(self, floor: FloorRecord, language: str) -> str:
        """What a subject of the kind lacks: of the nearest one, otherwise of any."""
        comma = "、" if language == "zh" else ", "
        _, name, facts = self._nearest.get(floor, (0.0, "", {}))
        lacking = [each for each in floor.least if facts.get(each.fact, 0) < each.value]
        if not name:
            least = comma.join(_least(each, language) for each in lacking)
            return word("reason", "floor", language, kind=floor.title[language], least=least)
        least = comma.join(
            word("reason", "has", language, title=each.title[language], **_numbers(each, facts)) for each in lacking
        )
        return word("reason", "floor_of", language, kind=floor.title[language], name=name, least=least)


def _share(value: float, least: float) -> float:
    """How much of what is required there is: 1 where it is reached, 0 for infinity and what is not a number."""
    return min(1.0, value / least) if math.isfinite(value) else 0.0


def _least(least: Least, language: str) -> str:
    return word("reason", "least", language, title=least.title[language], value=_number(least.value))


def _numbers(least: Least, facts: Mapping[str, float]) -> dict[str, str]:
    return {"value": _number(facts.get(least.fact, 0)), "least": _number(least.value)}


def _number(value: float) -> str:
    return f"{value:.10g}"
