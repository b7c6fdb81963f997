"""Unknown names: a sentence that suggests the valid ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text

SHOWN = 12
THINGS = {
    "protocol": "协议",
    "choice": "取值",
    "command": "命令",
    "demo": "样例",
    "domain, family, suite or requirement": "领域、测试套族、测试套或要求",
    "fact": "计数项",
    "endpoint": "端点",
    "family": "测试套族",
    "fault": "故障",
    "item": "项目",
    "key": "键",
    "kind": "类别",
    "language": "语言",
    "level": "等级",
    "option": "选项",
    "parameter": "参数",
    "policy clause": "政策条款",
    "profile": "轮廓",
    "requirement": "要求",
    "requirement of the profile": "该轮廓的要求",
    "requirement of the lowest level": "最低等级的要求",
    "standard": "标准",
    "suite": "测试套",
    "view": "视图",
}
"""What a name may be of, in Chinese."""
LISTED = {name: f"{name}s" for name in ("profile", "requirement", "standard", "suite")}
"""What `conformance list` shows all names of."""


class UnknownName(Problem):
    """An unknown name; the sentence suggests the most similar known ones.

    Names of several parts, `a/b/c`, are also compared by their last parts; upper and lower case are alike.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        self.what, self.name, self.near = what, name, nearest(name, names)
        hint = _near(self.near) if self.near else _known(what, names)
        super().__init__(
            Text(f"unknown {what} {name!r}; {hint.en}", f"未知的{THINGS.get(what, what)}“{name}”；{hint.zh}")
        )
        self._parts = what, name, names

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._parts


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """The up to three known names that are most like this one, the nearest first; `cutoff` 1 is the same name only."""
    from difflib import get_close_matches

    names = sorted(known)
    ends = {end.lower(): each for each in reversed(names) for end in _ends(each)}
    close = get_close_matches(name.lower(), ends, n=3, cutoff=cutoff)
    near = list(dict.fromkeys(ends[end] for end in close))
    return near or [each for each in names if name and name.lower() in each.lower()][:3]


def _near(names: list[str]) -> Text:
    *first, last = names
    if not first:
        return Text(f"did you mean {last}?", f"是否指 {last}？")
    return Text(f"did you mean {', '.join(first)} or {last}?", f"是否指 {'、'.join(first)} 或 {last}？")


def _known(what: str, names: list[str]) -> Text:
    if not names:
        return Text("there are none", "目前没有任何可选名称")
    shown = names[:SHOWN]
    if len(names) == len(shown):
        return Text(f"known: {', '.join(shown)}", f"可选：{'、'.join(shown)}")
    command = f"conformance list {LISTED[what]}" if what in LISTED else ""
    return Text(
        f"known: {', '.join(shown)}, ... {len(names)} in all{command and f' ({command})'}",
        f"可选：{'、'.join(shown)}……共 {len(names)} 个{command and f'（{command}）'}",
    )


def _ends(name: str) -> list[str]:
    """The name itself, then its last parts."""
    parts = name.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]
