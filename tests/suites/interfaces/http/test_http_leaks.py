"""Internals are found in the forms that programs write, and ordinary text is not taken for them."""

from __future__ import annotations

import json

import pytest

from conformance.transports.exchange import Answer, Exchange, Request
from conformance_suites.interfaces.http.reader import leaks

TRACES = {
    "python": 'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in find\nKeyError: 7',
    "python_page": "<pre>File &quot;/srv/app.py&quot;, line 3, in find</pre>",
    "java": "java.lang.NullPointerException\n\tat org.shelf.Things.find(Things.java:42)",
    "javascript": "SyntaxError\n    at Layer.handle [as handle_request] (/srv/node_modules/express/lib/layer.js:95:5)",
    "javascript_anonymous": "Error<br> &nbsp; &nbsp;at file:///srv/shelf/index.mjs:7:11",
    "javascript_own": "at node:internal/process/task_queues.js:95:5",
    "dotnet": "at Shelf.Things.Find(Int32 id) in C:\\src\\Things.cs:line 42",
    "php": "#0 /srv/shelf/index.php(42): find()",
    "ruby": "app/things.rb:42:in `find'",
    "go": "goroutine 1 [running]:",
    "rust": "stack backtrace:\n   0: rust_begin_unwind",
}
QUERIES = [
    "SQLSTATE[42000]: Syntax error",
    "ORA-00933: SQL command not properly ended",
    "You have an error in your SQL syntax; check the manual",
    'sqlite3.OperationalError: near "\'": syntax error',
    "SELECT name, price FROM things WHERE id = 'none'",
    "INSERT INTO things (name) VALUES ('a')",
    "UPDATE things SET name = 'a'",
    "DELETE FROM things WHERE id = 1",
]
SECRETS = [
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----",
    "AKIAIOSFODNN7EXAMPLE",
    "postgresql://shelf:wooden@db.internal/things",
    "redis://:wooden@cache:6379/0",
    "the token {secret:token} is not valid",
]
PATHS = [
    "cannot open /srv/shelf/things.py",
    "C:\\inetpub\\shelf\\web.config",
    "(/home/app/shelf/index.js:3)",
    "/etc/shelf.conf",
]
ORDINARY = [
    "No thing at /things/none.json; look at https://api.example.org/app/docs/index.js for help.",
    "Please select one from the list where it is offered, or update your set of things.",
    "The password must have at least 12 characters.",
    "Meet us at reception (floor 3) on line 42.",
    "See /docs/errors.html, /opt-out and a/b/c.py; ratio 3/4.",
    "https://user@example.org/ and mailto:shelf@example.org",
    "It is stored at the depot (see Things.java) since 2026-01-02T03:04:05Z.",
]
ALL = (leaks.TRACES, leaks.QUERIES, leaks.SECRETS, leaks.DEBUGGERS)


def answered(body: bytes) -> Exchange:
    return Exchange("api:unknown#1", Request("GET", "http://product/things/none"), Answer(500, (), body))


@pytest.mark.parametrize("text", TRACES.values(), ids=TRACES)
@pytest.mark.parametrize("written", [str.encode, lambda text: json.dumps({"errors": [{"detail": text}]}).encode()])
def test_traces_are_found_as_text_and_in_json(text: str, written: object) -> None:
    assert callable(written)
    assert leaks.leak(leaks.TRACES, leaks.text_of(answered(written(text)))) is not None


@pytest.mark.parametrize("text", QUERIES)
def test_queries_are_found(text: str) -> None:
    assert leaks.leak(leaks.QUERIES, text) is not None


@pytest.mark.parametrize("text", SECRETS)
def test_secrets_are_found(text: str) -> None:
    assert leaks.leak(leaks.SECRETS, text) is not None


@pytest.mark.parametrize("text", PATHS)
def test_paths_are_found(text: str) -> None:
    assert leaks.path_of_a_file(text, "http://product/things") is not None


def test_a_path_that_was_asked_for_is_no_path_of_the_server() -> None:
    assert leaks.path_of_a_file("no /var/things.py here", "http://product/var/things.py") is None


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_let_be(text: str) -> None:
    assert [leaks.leak(each, text) for each in ALL] == [None] * len(ALL)
    assert leaks.path_of_a_file(text, "http://product/things/none.json") is None
