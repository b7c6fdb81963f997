"""The interface of the reference product: things on a shelf, kept in memory."""

from __future__ import annotations

import json
from typing import Any

from .messages import Asked, Reply, problem, written
from .representation import matches, represented

READING = "GET, HEAD, OPTIONS, TRACE"
COLLECTION_METHODS = "GET, HEAD, OPTIONS, POST"
PAGE = 2
EXAMPLE: dict[str, Any] = {"name": "lamp", "count": 3}


class Shelf:
    """The things by their numbers, each with its revision; the first ones can only be read."""

    def __init__(self) -> None:
        self.things: dict[int, dict[str, Any]] = {
            1: {"id": 1, "name": "shelf", "city": "上海"},
            2: {**EXAMPLE, "id": 2},
        }
        self.revisions: dict[int, int] = {1: 1, 2: 1}
        self.kept = self.made = 2

    def answer(self, asked: Asked) -> Reply:
        """The honest answer to a request."""
        number = asked.path.removeprefix("/things/")
        if asked.path == "/things":
            return self._collection(asked)
        if number.isascii() and number.isdigit() and int(number) in self.things:
            return self._thing(asked, int(number))
        return problem(404, "not-found", "No such thing", f"/api{asked.path}")

    def _thing(self, asked: Asked, number: int) -> Reply:
        if asked.method in ("GET", "HEAD"):
            return represented(asked, self.things[number], self.revisions[number])
        if asked.method == "OPTIONS":
            return Reply(204, {"allow": self._methods(number)})
        if asked.method == "TRACE":
            kept = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items() if name != "authorization")
            return Reply(200, {"content-type": "message/http"}, f"TRACE /api{asked.path} HTTP/1.1\r\n{kept}".encode())
        if asked.method not in ("PUT", "DELETE") or number <= self.kept:
            return problem(405, "", "Method Not Allowed", f"/api{asked.path}", allow=self._methods(number))
        if not self._is_wanted(asked, number):
            return problem(412, "changed", "Changed in the meantime", f"/api{asked.path}")
        return self._replaced(asked, number) if asked.method == "PUT" else self._removed(asked, number)

    def _methods(self, number: int) -> str:
        return f"{READING}, PUT, DELETE" if number > self.kept else READING

    def _is_wanted(self, asked: Asked, number: int) -> bool:
        """Whether the preconditions of a request that changes a thing hold (RFC 9110, 13.1.1 and 13.1.2)."""
        tag = f'"{number}-{self.revisions[number]}-json"'
        if (wanted := asked.headers.get("if-match")) is not None and not matches(wanted, tag, weakly=False):
            return False
        unwanted = asked.headers.get("if-none-match")
        return unwanted is None or not matches(unwanted, tag, weakly=True)

    def _collection(self, asked: Asked) -> Reply:
        if asked.method in ("GET", "HEAD"):
            return self._page(asked)
        if asked.method == "OPTIONS":
            return Reply(204, {"allow": COLLECTION_METHODS})
        if asked.method != "POST":
            return problem(405, "", "Method Not Allowed", "/api/things", allow=COLLECTION_METHODS)
        given = _given(asked)
        if isinstance(given, Reply):
            return given
        if asked.quirk == "reuse" and given == EXAMPLE:
            return Reply(
                201, {"content-type": "application/json", "location": "/api/things/2"}, written(self.things[2])
            )
        self.made += 1
        self.things[self.made], self.revisions[self.made] = {**given, "id": self.made}, 1
        headers = {"content-type": "application/json", "location": f"/api/things/{self.made}"}
        return Reply(201, headers, written(self.things[self.made]))

    def _page(self, asked: Asked) -> Reply:
        after = int(asked.query.get("after", "0"))
        rest = [number for number in sorted(self.things) if number > after]
        page, more = rest[:PAGE], len(rest) > PAGE
        headers = {"content-type": "application/json"}
        if more:
            headers["link"] = f'</api/things?after={page[-1]}>; rel="next"'
        return Reply(200, headers, written([self.things[number] for number in page]))

    def _replaced(self, asked: Asked, number: int) -> Reply:
        given = _given(asked)
        if isinstance(given, Reply):
            return given
        if {**given, "id": number} == self.things[number]:
            if asked.quirk == "once":
                return problem(409, "changed", "Changed in the meantime", f"/api{asked.path}")
            if asked.quirk == "appends":
                given["name"] += "!"
        self.things[number] = {**given, "id": number}
        self.revisions[number] += 1
        return Reply(200, {"content-type": "application/json"}, written(self.things[number]))

    def _removed(self, asked: Asked, number: int) -> Reply:
        if asked.quirk != "keeps":
            del self.things[number], self.revisions[number]
        return Reply(204)


def _given(asked: Asked) -> dict[str, Any] | Reply:
    """The thing in the content of a request, or the refusal of it."""
    path = f"/api{asked.path}"
    if asked.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return problem(415, "media-type", "Only application/json is understood", path)
    try:
        found = json.loads(asked.body.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return problem(400, "not-json", "The content is not JSON", path)
    if not isinstance(found, dict) or not isinstance(found.get("name"), str):
        return problem(422, "no-name", "A thing needs a name", path)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object. Raises ValueError for a name that occurs twice."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name occurs twice")
    return dict(pairs)
