"""The generic operators: small changes that a careless or hostile producer makes, in every format.

A name is GROUP.WHAT. Operators of values know a text, a number or a list; operators of JSON know members and items too;
operators of bytes know nothing. What knows a format is registered by its family.
"""

from __future__ import annotations

from conformance.drafting.mutation.operators import dates, encodings, json_values, lists, numbers, raw, text, uris
from conformance.drafting.mutation.operators.operator import JsonOperator, RawOperator, ValueOperator

VALUES: tuple[ValueOperator, ...] = (
    *text.OPERATORS,
    *uris.OPERATORS,
    *encodings.OPERATORS,
    *dates.OPERATORS,
    *numbers.OPERATORS,
    *lists.OPERATORS,
)
JSON: tuple[JsonOperator, ...] = json_values.OPERATORS
RAW: tuple[RawOperator, ...] = raw.TEXT
LINES: tuple[RawOperator, ...] = raw.LINES
BYTES: tuple[RawOperator, ...] = raw.BYTES
