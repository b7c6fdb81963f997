"""`when`: a condition over the answers of a vendor's statement, such as `deactivation and "web" in methods`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text

_MOST_CHARACTERS = 500
_KINDS = {"boolean": "布尔值", "text": "字符串", "list": "列表", "number": "数值"}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class WrongExpression(Problem):
    """A condition that cannot be parsed, or that does not fit the types of the answers."""


def names_in(text: str) -> tuple[str, ...]:
    """The names of the answers used in the condition, each once. Raises WrongExpression."""
    return tuple(dict.fromkeys(node.id for node in ast.walk(_parse(text)) if isinstance(node, ast.Name)))


def check_types(text: str, types: Mapping[str, str]) -> None:
    """Raise WrongExpression unless the condition is a boolean over answers of these types.

    Types are boolean, text, list and number; `and`, `or` and `not` combine booleans, `==` and `!=` compare texts and
    numbers, `in` looks for a text in a list, and `<`, `<=`, `>` and `>=` compare numbers.
    """
    if (found := _type_of(_parse(text), types)) != "boolean":
        raise WrongExpression(
            Text(f"{text!r} is a {found}, expected a condition", f"“{text}”是{_KINDS[found]}，应为条件")
        )


def holds(text: str, answers: Mapping[str, Any]) -> bool:
    """Whether the condition, which has been checked, holds for these answers."""
    return bool(_value(_parse(text), answers))


@cache
def _parse(text: str) -> ast.expr:
    if len(text) > _MOST_CHARACTERS:
        raise WrongExpression(
            Text(
                f"has {len(text)} characters, expected at most {_MOST_CHARACTERS}",
                f"有 {len(text)} 个字符，应至多 {_MOST_CHARACTERS} 个",
            )
        )
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise WrongExpression(Text(f"{text!r} cannot be read as a condition", f"“{text}”不是条件")) from None


def _type_of(node: ast.expr, types: Mapping[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            if name not in types:
                raise WrongExpression(Text(f"the statement has no item {name!r}", f"声明中没有项目“{name}”"))
            return types[name]
        case ast.Constant(value=str()):
            return "text"
        case ast.Constant(value=bool()):
            return "boolean"
        case ast.Constant(value=int() | float()):
            return "number"
        case ast.BoolOp(values=values):
            _expect("boolean", values, types)
            return "boolean"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _expect("boolean", [operand], types)
            return "boolean"
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(op, _type_of(left, types), _type_of(right, types), node)
    raise _not_allowed(node)


def _not_allowed(node: ast.expr) -> WrongExpression:
    written = ast.unparse(node)
    return WrongExpression(Text(f"{written!r} is not allowed in a condition", f"条件中不可使用“{written}”"))


def _comparison(op: ast.cmpop, left: str, right: str, node: ast.expr) -> str:
    fits = {
        ast.In: (left, right) == ("text", "list"),
        ast.NotIn: (left, right) == ("text", "list"),
        ast.Eq: left == right != "list",
        ast.NotEq: left == right != "list",
    }.get(type(op), left == right == "number" and isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE))
    if not fits:
        written = ast.unparse(node)
        raise WrongExpression(
            Text(
                f"{written!r} compares a {left} with a {right}",
                f"“{written}”将{_KINDS[left]}与{_KINDS[right]}相比较",
            )
        )
    return "boolean"


def _expect(wanted: str, nodes: list[ast.expr], types: Mapping[str, str]) -> None:
    for node in nodes:
        if (found := _type_of(node, types)) != wanted:
            written = ast.unparse(node)
            raise WrongExpression(
                Text(
                    f"{written!r} is a {found}, expected a {wanted}",
                    f"“{written}”是{_KINDS[found]}，应为{_KINDS[wanted]}",
                )
            )


def _value(node: ast.expr, answers: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            return answers[name]
        case ast.Constant(value=value):
            return value
        case ast.BoolOp(op=op, values=values):
            parts: Iterator[bool] = (bool(_value(each, answers)) for each in values)
            return all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.UnaryOp(operand=operand):
            return not _value(operand, answers)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            one, other = _value(left, answers), _value(right, answers)
            return _COMPARISONS[type(op)](one, other)
    raise _not_allowed(node)
