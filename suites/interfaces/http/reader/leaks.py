"""What an error must not tell: internals of the product that appear in the text of an answer.

Each pattern is a form that only its own program writes, so that ordinary text does not look like it. Quantifiers are
bounded: no text makes the patterns search for long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import unquote

from conformance.transports.exchange import Exchange

TEXT_BYTES = 200_000  # an error page is shorter; what follows is not searched

_TRACES = (
    r"Traceback \(most recent call last\)",  # Python
    r'File "[^"\n]{1,200}", line \d',
    r"\bat [\w$.]{1,60}\([\w$]{1,60}\.(?:java|kt|scala|groovy):\d",  # the Java virtual machine
    r"\bat (?:[^\n()]{1,60}\()?[^\s()<>]{0,200}\.[cm]?[jt]s:\d{1,7}:\d",  # JavaScript
    r"\.(?:cs|vb|fs):line \d",  # .NET
    r"#\d{1,3} [^\s(]{1,200}\.php\(\d",  # PHP
    r"\w\.rb:\d{1,7}:in [`'&]",  # Ruby
    r"\bgoroutine \d{1,9} \[[a-z]",  # Go
    r"\bstack backtrace:",  # Rust
)
_PLACES = "home|root|usr|var|opt|srv|app|etc|tmp|Users|mnt|data|workspace"
_UNIX = re.compile(rf"(?<![\w.:/%~-])/(?:{_PLACES})/[\w.@+/-]++")
_WINDOWS = re.compile(r'\b[A-Z]:\\[^\\/:*?"<>|\s]++\\[^/:*?"<>|\s]++')
_KINDS = re.compile(
    "pyc?|[cm]?js|tsx?|java|class|[jw]ar|php|rb|go|rs|cs|dll|so|exe|pl|lua|sql|db|sqlite3?|conf|ini|ya?ml|toml|env|log|key|pem"
)
_QUERIES = (
    r"\bSQLSTATE\b",
    r"\bORA-\d{5}\b",
    r"You have an error in your SQL syntax",
    r"\bsqlite3\.(?:Operational|Integrity|Programming|Database)Error",
    r"\bSQLITE_(?:ERROR|CONSTRAINT|MISUSE|CORRUPT)",
    r"\bpsycopg2?\.(?:errors|Error|OperationalError|ProgrammingError)\b",
    r"\bPG::[A-Z]\w{1,60}",
    r"\bjava\.sql\.SQL\w{1,60}",
    r"Unclosed quotation mark after the character string",
    r"\bMongo(?:Server)?Error\b",
    r"\bFROM\s{1,9}\S{1,60}\s{1,9}(?:WHERE|LIMIT|ORDER BY|INNER JOIN|LEFT JOIN)\b",
    r"\bINSERT INTO\s{1,9}[^\s(]{1,100}\s{0,9}\(",
    r"\bDELETE FROM\s{1,9}\S{1,100}\s{1,9}WHERE\b",
    r"\bUPDATE\s{1,9}\S{1,100}\s{1,9}SET\s",
)
_SECRETS = (
    r"-----BEGIN (?:[A-Z]{1,20} )?PRIVATE KEY-----",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|amqp|ftp)(?:\+\w{1,20})?://[^\s:@/]{0,100}:[^\s:@/]{1,200}@",
    r"\{secret:(?!cookie)",  # a secret of the plan, as the record has it
)
_DEBUGGERS = (
    r"Werkzeug Debugger|The debugger caught an exception",
    r"seeing this error because you have <code>DEBUG = True",
    r"Whoops, looks like something went wrong|\bIgnition\\",
    r"Action Controller: Exception caught",
    r"Symfony Exception",
    r"Developer Exception Page|Server Error in '[^'\n]{1,100}' Application",
)


TRACES = tuple(map(re.compile, _TRACES))
QUERIES = tuple(map(re.compile, _QUERIES))
SECRETS = tuple(map(re.compile, _SECRETS))
DEBUGGERS = tuple(map(re.compile, _DEBUGGERS))


def text_of(exchange: Exchange) -> str:
    """The text of an answer as its reader sees it: the strings of JSON, or the characters of a page."""
    if exchange.json.usable:
        return unescape("\n".join(_strings(exchange.json.document))[:TEXT_BYTES])
    return unescape(exchange.body[:TEXT_BYTES].decode("utf-8", "replace"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def leak(patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
    """The first thing in the text that has one of these forms, at most 80 characters of it."""
    return next((found[0][:80] for each in patterns if (found := each.search(text))), None)


def path_of_a_file(text: str, url: str) -> str | None:
    """The first path of a file in the text that is not a part of the URL that was asked for."""
    asked = unquote(url)
    unix = (found[0].rstrip(".-/") for found in _UNIX.finditer(text))
    files = (path for path in unix if _KINDS.fullmatch(path.rpartition(".")[2]))
    found = chain(files, (each[0] for each in _WINDOWS.finditer(text)))
    return next((path[:80] for path in found if path not in asked), None)
