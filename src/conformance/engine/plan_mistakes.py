"""What pydantic finds wrong in a plan, in sentences of ours: all of it, each with the keys that lead there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from conformance.model.nearest import UnknownName, nearest
from conformance.model.text import Text, in_words

Steps = tuple[str | int, ...]

ANSWERS = {
    "boolean": Text("true or false", "布尔值（true 或 false）"),
    "number": Text("a number", "数值"),
    "text": Text("a text in quotes", "加引号的字符串"),
    "list": Text("a list of texts", "字符串列表"),
    "secret": Text('the name of an environment variable such as { env = "KEY" }', '环境变量名，例如 { env = "KEY" }'),
}
ANY_ANSWER = Text(
    "true, false, a number, a text or a list of texts", "布尔值（true 或 false）、数值、字符串或字符串列表"
)
NAMED = "named"
"""The kind of an error that says itself what is expected, in both languages (`en` and `zh` of its context)."""
ALIKE = 0.8
"""How similar a key of another table must be to count as the one that is meant."""
NO_FIELDS: Mapping[str, Any] = {}
BOUNDS = {
    "greater_than": Text("more than {gt}", "大于 {gt} 的值"),
    "greater_than_equal": Text("at least {ge}", "不小于 {ge} 的值"),
    "less_than": Text("less than {lt}", "小于 {lt} 的值"),
    "less_than_equal": Text("at most {le}", "不大于 {le} 的值"),
    "too_short": Text("at least {min_length} item", "至少 {min_length} 项"),
    "string_too_short": Text("a text that is not empty", "非空字符串"),
    "string_pattern_mismatch": Text("the name of an environment variable", "环境变量名"),
    "literal_error": Text("one of {expected}", "下列之一：{expected}"),
    "union_tag_invalid": Text("one of {expected_tags}", "下列之一：{expected_tags}"),
}
TYPES = {
    "string": ANSWERS["text"],
    "bool": ANSWERS["boolean"],
    "int": Text("a whole number", "整数"),
    "float": ANSWERS["number"],
    "tuple": ANSWERS["list"],
    "date": Text("a date such as 2026-11-21", "日期，例如 2026-11-21"),
    "dict": Text("a table", "表"),
    "model": Text("a table", "表"),
}
"""What is expected, by how the name of an error begins."""


def plan_mistakes(error: ValidationError, values: Mapping[str, Any], plan: type[BaseModel]) -> list[tuple[Steps, Text]]:
    """The keys that lead to each mistake and what is wrong there, in the order of the plan's tables."""
    found: dict[Steps, Text] = {}
    absent: dict[Steps, None] = {}
    for each in error.errors():
        steps = _steps(each["loc"], values)
        if each["type"] == "missing":
            absent[steps] = None
        elif each["type"] == "extra_forbidden":
            found[steps] = _unknown(str(steps[-1]), each["loc"][:-1], plan)
        elif each["type"].startswith("endpoint_"):
            found[*steps, each["ctx"]["name"]] = _sentence(each, steps)
        elif steps not in found:
            found[steps] = _sentence(each, steps)
    misspelt = {near for steps in found for near in nearest(str(steps[-1]), [str(last[-1]) for last in absent])}
    missing = (steps for steps in absent if steps[-1] not in misspelt)
    return [*((steps, Text("is missing", "缺少")) for steps in missing), *found.items()]


def _unknown(name: str, table: tuple[int | str, ...], plan: type[BaseModel]) -> Text:
    """That a table has no such key, and the key that is meant: one of this table, else one of another."""
    here = UnknownName("key", name, _fields(plan, table))
    if here.near:
        return here.text
    tables = {each: _fields(plan, (each,)) for each in plan.model_fields}
    owners = {key: f"{each}.{key}" for each, keys in tables.items() for key in keys}
    for meant in nearest(name, owners, ALIKE)[:1]:
        return Text(
            f"unknown key {name!r}; did you mean {owners[meant]}?", f"未知的键“{name}”；是否指 {owners[meant]}？"
        )
    return here.text


def _steps(location: tuple[int | str, ...], values: Any) -> Steps:
    """The keys of a location, without the names of choices that pydantic puts between them."""
    steps: list[str | int] = []
    for at, step in enumerate(location):
        last = at == len(location) - 1
        if isinstance(values, Mapping):
            if step in values or last:
                steps.append(step)
                values = values.get(step)
        elif isinstance(values, list) and isinstance(step, int):
            steps.append(step)
            values = values[step] if step < len(values) else None
    return tuple(steps)


def _fields(model: Any, location: tuple[int | str, ...]) -> Mapping[str, Any]:
    """The keys of the table at a location of the plan."""
    for step in location:
        fields = getattr(model, "model_fields", NO_FIELDS)
        if step in fields:
            model = fields[str(step)].annotation
        else:  # the name of one of several choices
            model = next((each for each in _choices(model) if _is_called(each, step)), None)
    for each in _choices(model):
        if hasattr(each, "model_fields"):
            return dict(each.model_fields)
    return NO_FIELDS


def _choices(annotation: Any) -> Iterator[Any]:
    """The types of a union, else the type itself."""
    for each in get_args(annotation) or (annotation,):
        if get_args(each) and not isinstance(each, type):
            yield from _choices(each)
        else:
            yield each


def _is_called(model: Any, name: object) -> bool:
    scheme = getattr(model, "model_fields", NO_FIELDS).get("scheme")
    return scheme is not None and name in get_args(scheme.annotation)


def _sentence(error: Any, steps: Steps) -> Text:
    """One error of pydantic as a sentence."""
    kind, said = error["type"], error.get("ctx", {})
    if kind == "endpoint_url":
        return Text(
            f"is {in_toml(said['received'])}, expected a URL that begins with one of {said['known']}",
            f"实际为 {in_toml(said['received'])}，要求为以下列方案之一开头的 URL：{said['known']}",
        )
    if kind == "endpoint_credentials":
        return Text(
            "contains credentials: put them under [authentication]",
            "含有凭据：请写入 [authentication]",
        )
    if kind == "proxy_credentials":
        return Text("contains credentials: proxies that need them are not supported", "含有凭据：不支持需要凭据的代理")
    if kind == "ends_before":
        return Text("ends before it starts", "结束日期早于开始日期")
    if kind == "union_tag_not_found":
        return Text("scheme is missing", "缺少 scheme")
    expected = ANY_ANSWER if steps[0] in ("statement", "information") and len(steps) > 1 else _expected(kind, said)
    received = in_toml(error["input"])
    return Text(f"is {received}, expected {expected.en}", f"实际为 {received}，要求为{expected.zh}")


def _expected(kind: str, said: Mapping[str, Any]) -> Text:
    if kind == NAMED:
        return Text(said["en"], said["zh"])
    if kind in BOUNDS:
        plain = {key: str(value).replace(" or ", ", ").replace("'", "") for key, value in said.items()}
        return BOUNDS[kind].filled(plain)
    return TYPES.get(kind.partition("_")[0], Text("another value", "其他值"))


def in_toml(value: Any) -> str:
    """A value as the plan writes it; long ones are cut."""
    return in_words(json.dumps(value, ensure_ascii=False, default=str))
