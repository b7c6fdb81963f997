"""The grammar of electronic mail addresses: RFC 5321, 4.1.2, with the characters that RFC 6531 adds."""

from __future__ import annotations

import re

_LETTER = r"A-Za-z0-9\u00a0-\ud7ff\ue000-\U0010ffff"
_ATOM = rf"[{_LETTER}!#$%&'*+/=?^_`{{|}}~\-]+"
_QUOTED = r'"[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]+"'
_LABEL = rf"[{_LETTER}](?:[{_LETTER}\-]*[{_LETTER}])?"
_LITERAL = r"\[[0-9A-Za-z:.\-]+\]"
_ADDRESS = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}(?:\.{_LABEL})*|{_LITERAL})")


def is_email_address(text: str) -> bool:
    """Whether the text is an address: a local part, `@`, and a domain or the address of a host in brackets."""
    return _ADDRESS.fullmatch(text) is not None
