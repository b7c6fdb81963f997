"""Lists: missing, repeated, misplaced and foreign items."""

from __future__ import annotations

from typing import Any

from conformance.drafting.mutation.operators.operator import ValueOperator, group

MANY = 1_000


def _swapped(items: list[Any]) -> list[Any] | None:
    return [items[1], items[0], *items[2:]] if len(items) > 1 else None


OPERATORS: tuple[ValueOperator, ...] = group(
    "list",
    (list,),
    {
        "empty": lambda items: [],
        "first_less": lambda items: items[1:] if len(items) > 1 else None,
        "last_less": lambda items: items[:-1] if len(items) > 1 else None,
        "first_twice": lambda items: [items[0], *items] if items else None,
        "last_twice": lambda items: [*items, items[-1]] if items else None,
        "swapped": _swapped,
        "reversed": lambda items: items[::-1] if len(items) > 2 else None,
        "null_more": lambda items: [*items, None],
        "number_more": lambda items: [*items, 7],
        "text_more": lambda items: [*items, "nothing-of-the-kind"],
        "list_more": lambda items: [*items, []],
        "object_more": lambda items: [*items, {}],
        "nested": lambda items: [items],
        "first_alone": lambda items: items[0] if len(items) == 1 else None,
        "many": lambda items: items + [items[-1]] * MANY if items else None,
        "object": lambda items: {str(at): item for at, item in enumerate(items)},
        "text": lambda items: "text",
    },
)
