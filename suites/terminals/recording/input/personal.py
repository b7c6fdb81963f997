"""What tells who a person is: members that are named for it, and values that look like it."""

from __future__ import annotations

import re
from typing import Any

CODES = ("code", "id")
"""Members that identify a person only to the study."""

UNNAMED = ("", "x", "n/a", "anonymous", "anonymised", "anonymized", "匿名")
"""Values that name no one."""

_NAMES = re.compile(
    r"(?:given|family|first|last|full|patient|person|user)?_?-?names?|persons?|姓名|名字", re.IGNORECASE
)
_DETAILS = re.compile(
    r"birth.*|dob|address|phone.*|tel|telephone|mobile|contact|e?-?mail|wechat|qq|passport|id_?-?(?:card|number|no)"
    r"|出生.*|住址|地址|电话.*|手机.*|联系.*|微信|邮箱|身份证.*|护照.*",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_VALUES = (
    re.compile(r"(?:\+\d{1,3})?1[3-9]\d{9}"),  # a mobile number in China
    re.compile(r"\+\d{8,15}"),  # a telephone number with the code of its country
    re.compile(r"[1-9]\d{16}[\dXx]"),  # the number of an identity card (GB 11643)
    re.compile(r"[^@]{1,64}@[^@]{1,255}"),  # a mail address
)
_SEPARATORS = re.compile(r"[ ()-]")


def is_personal_name(name: str) -> bool:
    """Whether a member with this name holds a name, an address, a number or a date of a person."""
    return (_NAMES.fullmatch(name) or _DETAILS.fullmatch(name)) is not None


def is_pseudonym(name: str, value: Any) -> bool:
    """Whether a member for a name holds a code with a digit instead, such as S-17."""
    return _NAMES.fullmatch(name) is not None and is_code(value) and any(each.isdigit() for each in str(value))


def is_code(value: Any) -> bool:
    """Whether a value is a code of letters, digits, `.`, `_` and `-` that is not a number of a person."""
    text = str(value)
    return _CODE.fullmatch(text) is not None and not is_personal_value(text)


def is_personal_value(value: Any) -> bool:
    """Whether a value is a telephone number, the number of an identity card or a mail address."""
    bare = _SEPARATORS.sub("", str(value))
    return any(pattern.fullmatch(bare) for pattern in _VALUES)
