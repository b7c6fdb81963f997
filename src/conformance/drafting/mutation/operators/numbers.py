"""Numbers and truth values: signs, limits, other types."""

from __future__ import annotations

from typing import Any

from conformance.drafting.mutation.operators.operator import ValueOperator, group


def _no_bool(change: Any) -> Any:
    return lambda number: None if isinstance(number, bool) else change(number)


OPERATORS: tuple[ValueOperator, ...] = (
    *group(
        "number",
        (int, float),
        {
            name: _no_bool(change)
            for name, change in {
                "zero": lambda number: 0,
                "negative": lambda number: -number if number else -1,
                "one_more": lambda number: number + 1,
                "one_less": lambda number: number - 1,
                "half_more": lambda number: number + 0.5,
                "tenfold": lambda number: number * 10 if number else None,
                "tenth": lambda number: number / 10 if number else None,
                "tiny": lambda number: 1e-300,
                "huge": lambda number: 1e300,
                "integer_32": lambda number: 2**31,
                "integer_53": lambda number: 2**53 + 1,
                "integer_64": lambda number: 2**64,
                "infinite": lambda number: float("inf"),
                "not_a_number": lambda number: float("nan"),
                "as_float": lambda number: float(number) if isinstance(number, int) else None,
                "as_text": str,
                "as_truth": lambda number: True,
                "as_list": lambda number: [number],
                "as_object": lambda number: {"value": number},
            }.items()
        },
    ),
    *group(
        "truth",
        (bool,),
        {
            "other": lambda truth: not truth,
            "as_text": lambda truth: str(truth).lower(),
            "as_number": int,
            "as_list": lambda truth: [truth],
        },
    ),
    *group(
        "type",
        (str,),
        {
            "number": lambda text: 7,
            "truth": lambda text: True,
            "list": lambda text: [text],
            "object": lambda text: {"value": text},
        },
    ),
    *group(
        "type",
        (dict,),
        {"text": lambda held: "text", "number": lambda held: 7, "list": lambda held: [held], "empty": lambda held: {}},
    ),
    ValueOperator("type.null", (str, int, float, bool, dict, list), lambda value: iter((None,))),
)
