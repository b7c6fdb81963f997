"""A record store whose statements can be read; a fault breaks one of its promises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.reference.serving import Fault

from .data import STATEMENTS, Statement

PATH = "/xapi"
STATEMENT: Mapping[str, Any] = {}
INFORMATION: Mapping[str, Any] = {}
FILTERS = ("agent", "verb", "activity", "registration", "since", "until", "limit", "ascending")
ALONE = ("statementId", "voidedStatementId")
KNOWN = frozenset((*FILTERS, *ALONE, "related_activities", "related_agents", "format", "attachments"))
VERSION = "1.0.3"
Answer = tuple[int, Any]


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"lrs": f"{base}{PATH}"}


class RefusedError(Exception):
    """The request is answered with a status and a message."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class RecordStore:
    """The store: what becomes of a path, a query and a version."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def answer(self, path: str, query: Mapping[str, str], version: str) -> Answer:
        """Status and body of the answer to a request below the root."""
        try:
            return 200, self._found(path.strip("/"), query, version)
        except RefusedError as reason:
            return reason.status, {"error": str(reason)}

    def _found(self, path: str, query: Mapping[str, str], version: str) -> Any:
        if path == "about":
            return self._about(version)
        self._require(version)
        if path == "statements":
            return self._statements(query)
        if path.startswith("more/"):
            if self.fault.is_("IFC-LRS-020_not_found"):
                raise RefusedError(404, "the page is gone")
            return self._more(path.removeprefix("more/"))
        raise RefusedError(404, "there is nothing at this path")

    def _more(self, place: str) -> Any:
        limit, _, after = place.partition("/")
        if not (limit.isdecimal() and after.isdecimal()):
            raise RefusedError(404, "there is no such page")
        return self._page(STATEMENTS, int(limit), int(after))

    def _about(self, version: str) -> Any:
        fault = self.fault
        _raise_if(fault.is_("IFC-LRS-001_server_error"))
        if fault.is_("IFC-LRS-003_refused"):
            self._require(version)
        named = {"name": "Records"} if fault.is_("IFC-LRS-002_name") else {}
        return {"version": ["0.95"] if fault.is_("IFC-LRS-001_old") else ["1.0.0", VERSION], **named}

    def _require(self, version: str) -> None:
        """Refuse a version that is not 1.0.x."""
        fault = self.fault
        known = version.startswith("1.0.") or version == "1.0"
        if (version == "1.0" and fault.is_("IFC-LRS-007_short")) or (
            version == "1.0.9" and fault.is_("IFC-LRS-007_patch")
        ):
            known = False
        late = version > "1.0" and fault.is_("IFC-LRS-005_later")
        early = version < "1.0" and fault.is_("IFC-LRS-005_earlier")
        if not (known or late or early):
            raise RefusedError(400, "the version is none of 1.0")

    # Statements

    def _statements(self, query: Mapping[str, str]) -> Any:
        self._check(query)
        if "statementId" in query:
            return self._one(query["statementId"])
        fault, found = self.fault, self._selected(query)
        up = query.get("ascending") == "true"
        _raise_if(up and "limit" not in query and fault.is_("IFC-LRS-021_server_error"))
        if not query and fault.is_("IFC-LRS-006_bare"):
            return found
        if not query:
            _raise_if(fault.is_("IFC-LRS-006_server_error"))
            up = fault.is_("IFC-LRS-021_descending")
        if up and "limit" not in query and fault.is_("IFC-LRS-021_ascending"):
            up = False
        limit = int(query.get("limit", "0")) or len(STATEMENTS)
        if not up:
            return {"statements": found[::-1][: self._kept(limit)], "more": ""}
        return self._page(found, limit, 0)

    def _kept(self, limit: int) -> int:
        _raise_if(limit == 1 and self.fault.is_("IFC-LRS-019_server_error"))
        return limit + 1 if limit == 1 and self.fault.is_("IFC-LRS-019_ignored") else limit

    def _page(self, found: list[Statement], limit: int, after: int) -> Any:
        fault, end = self.fault, after + limit
        if after and fault.is_("IFC-LRS-020_again"):
            after -= 1
        more = f"{PATH}/more/{limit}/{end}" if end < len(found) and not fault.is_("IFC-LRS-020_end") else ""
        return {"statements": found[after:end], "more": more}

    def _check(self, query: Mapping[str, str]) -> None:
        """Refuse what the resource does not know."""
        fault = self.fault
        for name in query.keys() - KNOWN:
            row = "017" if name.lower() in KNOWN else "016"
            if not fault.is_(f"IFC-LRS-{row}_accepted"):
                raise RefusedError(400, "there is no such parameter")
        given = [name for name in ALONE if name in query]
        if len(given) > 1 and not fault.is_("IFC-LRS-014_accepted"):
            raise RefusedError(400, "one id is enough")
        if given and not query.keys().isdisjoint(FILTERS) and not fault.is_("IFC-LRS-015_accepted"):
            raise RefusedError(400, "an id has no filter")
        if "attachments" in query and fault.is_("IFC-LRS-008_refused"):
            raise RefusedError(404, "there are no attachments")
        if "agent" in query:
            try:
                json.loads(query["agent"])
            except ValueError:
                raise RefusedError(500 if fault.is_("IFC-LRS-018_server_error") else 400, "no agent") from None

    def _one(self, identifier: str) -> Any:
        fault = self.fault
        found = next((each for each in STATEMENTS if each["id"] == identifier), None)
        if found is None:
            if fault.is_("IFC-LRS-013_empty"):
                return {}
            raise RefusedError(404, "no statement has this id")
        if fault.is_("IFC-LRS-012_not_found"):
            raise RefusedError(404, "no statement has this id")
        return STATEMENTS[0] if fault.is_("IFC-LRS-012_another") else found

    def _selected(self, query: Mapping[str, str]) -> list[Statement]:
        fault = self.fault
        if "verb" not in query:
            return STATEMENTS
        found = [each for each in STATEMENTS if each["verb"]["id"] == query["verb"]]
        if not found:
            if fault.is_("IFC-LRS-010_not_found"):
                raise RefusedError(404, "no statement has this verb")
            return STATEMENTS[:1] if fault.is_("IFC-LRS-010_ignored") else []
        _raise_if(fault.is_("IFC-LRS-011_server_error"))
        if fault.is_("IFC-LRS-011_ignored"):
            return STATEMENTS
        return [] if fault.is_("IFC-LRS-011_nothing") else found

    def headers(self, path: str, method: str) -> dict[str, str]:
        """The headers of every answer."""
        fault, found = self.fault, {}
        hidden = fault.is_("IFC-LRS-004_missing") or (method == "HEAD" and fault.is_("IFC-LRS-022_header"))
        if not hidden:
            found["X-Experience-API-Version"] = "0.95" if fault.is_("IFC-LRS-004_old") else VERSION
        if "statements" in path and not fault.is_("IFC-LRS-009_missing"):
            day = fault.is_("IFC-LRS-009_date")
            found["X-Experience-API-Consistent-Through"] = "today" if day else "2026-11-24T09:00:00.000Z"
        return found


def _raise_if(fails: bool) -> None:
    if fails:
        raise RefusedError(500, "the server has a fault")


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    store = RecordStore(fault)

    async def answer(request: Any) -> Response:
        path, query = request.path_params["path"], dict(request.query_params)
        headers = store.headers(path, request.method)
        if request.method == "HEAD" and fault.is_("IFC-LRS-022_not_allowed"):
            return Response(status_code=405, headers=headers)
        status, body = store.answer(path, query, request.headers.get("x-experience-api-version", ""))
        if "attachments" in query and fault.is_("IFC-LRS-008_text"):
            return Response(json.dumps(body), status, headers=headers, media_type="text/plain")
        return JSONResponse(body, status, headers=headers)

    return [Route(f"{PATH}/{{path:path}}", answer)]
