"""A repository of shells and submodels, to be read; a fault breaks one of its promises."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Callable, Mapping
from typing import Any

from conformance.reference.serving import Fault
from conformance_suites.interfaces.aas.reader.serving import elements_of

from .data import SHELLS, SUBMODELS, Members, reference
from .values import core, metadata, value_only, without_blobs

PATH = "/aas/api/v3"
STATEMENT: Mapping[str, Any] = {"submodels": True}
INFORMATION: Mapping[str, Any] = {}
PAGE = 100
READING = "https://admin-shell.io/aas/API/3/0/AssetAdministrationShellRepositoryServiceSpecification/SSP-002"
Answer = tuple[int, Any]
LISTS = {"shells": SHELLS, "submodels": SUBMODELS}


def endpoints(base: str) -> dict[str, str]:
    """The endpoints of the plan when the product answers at the URL `base`."""
    return {"shells": f"{base}{PATH}"}


class RefusedError(Exception):
    """The request is answered with a status and a message."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Repository:
    """The repository: what becomes of a path and a query."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """Status and body of the answer to a request below the root."""
        try:
            return 200, self._found([each for each in path.split("/") if each], query)
        except RefusedError as reason:
            return reason.status, self._result(str(reason))

    def _found(self, parts: list[str], query: Mapping[str, str]) -> Any:
        if parts == ["description"]:
            return self._description()
        if not parts or parts[0] not in LISTS:
            raise RefusedError(404, "there is nothing at this path")
        name = parts[0]
        if len(parts) == 1:
            return self._list(name, query)
        one = self._one(name, parts[1])
        below = self._of_shell if name == "shells" else self._of_submodel
        return below(one, parts[2:], query)

    def _result(self, text: str) -> Any:
        fault = self.fault
        if fault.is_("IFC-AAR-025_text"):
            return text
        message = {"messageType": "Error", "text": text, "timestamp": "2026-11-24T00:00:00Z"}
        if fault.is_("IFC-AAR-025_no_text"):
            del message["text"]
        if fault.is_("IFC-AAR-025_type"):
            message["messageType"] = "Fatal"
        return {"messages": [message]}

    def _description(self) -> Any:
        fault = self.fault
        if fault.is_("IFC-AAR-001_not_implemented"):
            raise RefusedError(501, "not implemented")
        if fault.is_("IFC-AAR-001_nothing"):
            return {"profiles": []}
        return {"profiles": ["SSP-002" if fault.is_("IFC-AAR-002_short") else READING]}

    # Lists

    def _list(self, name: str, query: Mapping[str, str]) -> Any:
        fault, submodels = self.fault, name == "submodels"
        plain = not set(query) & {"assetIds", "semanticId", "limit"}
        if submodels and plain and fault.is_("IFC-AAR-003_not_found"):
            raise RefusedError(404, "no list")
        found = self._selected(name, query)
        limit, after = query.get("limit", str(PAGE)), query.get("cursor", "0")
        if not limit.isdecimal():
            if not fault.is_("IFC-AAR-024_limit"):
                raise RefusedError(400, "the limit is not a number")
            limit = str(PAGE)
        if not after.isdecimal():
            raise RefusedError(400, "there is no such cursor")
        if not submodels and limit == "1" and fault.is_("IFC-AAR-010_list"):
            return found
        return self._page(found, int(limit), int(after), small="limit" in query, submodels=submodels)

    def _page(self, found: list[Members], limit: int, after: int, *, small: bool, submodels: bool) -> Any:
        fault = self.fault
        if small and limit == 1 and not submodels and fault.is_("IFC-AAR-010_ignored"):
            limit = 2
        if small and fault.is_("IFC-AAR-013_backwards"):
            found = found[::-1]
        if small and submodels and fault.is_("IFC-AAR-013_short"):
            found = found[:2]
        page, end = found[after : after + limit], after + limit
        paging: Members = {"cursor": str(end)} if end < len(found) else {}
        if small and submodels and fault.is_("IFC-AAR-011_number") and paging:
            paging["cursor"] = end
        if small and submodels and fault.is_("IFC-AAR-012_loop"):
            paging["cursor"] = str(min(end, len(found) - 1))
        if small and submodels and after and fault.is_("IFC-AAR-012_lost"):
            raise RefusedError(404, "no such cursor")
        if submodels and not small and fault.is_("IFC-AAR-003_bare"):
            return page
        if submodels and not small and fault.is_("IFC-AAR-003_no_paging"):
            return {"result": page}
        return {"paging_metadata": paging, "result": page}

    def _selected(self, name: str, query: Mapping[str, str]) -> list[Members]:
        fault = self.fault
        if name == "shells" and "assetIds" in query:
            _raise_if(fault.is_("IFC-AAR-014_server_error"))
            wanted = json.loads(_decoded(query["assetIds"]))["value"]
            return self._matching(SHELLS, "014", lambda each: each["assetInformation"]["globalAssetId"] == wanted)
        if name == "submodels" and "semanticId" in query:
            _raise_if(fault.is_("IFC-AAR-015_server_error"))
            meant = json.loads(_decoded(query["semanticId"]))
            return self._matching(SUBMODELS, "015", lambda each: each["semanticId"] == meant)
        return [without_blobs(each) if name == "submodels" else each for each in LISTS[name]]

    def _matching(self, listed: list[Members], row: str, matches: Callable[[Members], bool]) -> list[Members]:
        if self.fault.is_(f"IFC-AAR-{row}_ignored"):
            return listed
        return [] if self.fault.is_(f"IFC-AAR-{row}_nothing") else [each for each in listed if matches(each)]

    def _one(self, name: str, segment: str) -> Members:
        fault = self.fault
        try:
            identifier = _decoded(segment)
        except ValueError:
            raise RefusedError(404 if fault.is_("IFC-AAR-024_identifier") else 400, "no base64url") from None
        found = next((each for each in LISTS[name] if each["id"] == identifier), None)
        if found is None:
            if fault.is_("IFC-AAR-023_empty"):
                return {"modelType": "Submodel", "id": identifier}
            raise RefusedError(404, "nothing has this identifier")
        return found

    # Shells

    def _of_shell(self, shell: Members, parts: list[str], query: Mapping[str, str]) -> Any:
        fault = self.fault
        if not parts:
            _raise_if(fault.is_("IFC-AAR-004_server_error"))
            return SHELLS[1] if fault.is_("IFC-AAR-004_another") else shell
        if parts == ["asset-information"]:
            _raise_if(fault.is_("IFC-AAR-006_server_error"))
            return (SHELLS[1] if fault.is_("IFC-AAR-006_another") else shell)["assetInformation"]
        if parts == ["submodel-refs"]:
            references = shell.get("submodels", [])
            if fault.is_("IFC-AAR-007_bare"):
                return references
            if fault.is_("IFC-AAR-007_another"):
                references = SHELLS[1]["submodels"]
            if fault.is_("IFC-AAR-007_nothing"):
                references = []
            return {"paging_metadata": {}, "result": references}
        if parts == ["$reference"]:
            _raise_if(fault.is_("IFC-AAR-022_server_error"))
            kind = "Submodel" if fault.is_("IFC-AAR-022_kind") else "AssetAdministrationShell"
            return reference(kind, shell["id"])
        raise RefusedError(404, "a shell has nothing at this path")

    # Submodels

    def _of_submodel(self, submodel: Members, parts: list[str], query: Mapping[str, str]) -> Any:
        fault, level = self.fault, query.get("level", "deep")
        if level not in ("deep", "core") and not fault.is_("IFC-AAR-024_level"):
            raise RefusedError(400, "there is no such level")
        if not parts:
            return self._whole(submodel, level, with_blobs=query.get("extent") == "withBlobValue")
        if parts == ["$metadata"]:
            return self._metadata(submodel, query)
        if parts == ["$value"]:
            return self._value(submodel)
        if parts[0] != "submodel-elements" or len(parts) < 2:
            raise RefusedError(404, "a submodel has nothing at this path")
        return self._element(submodel, parts[1], parts[2:])

    def _whole(self, submodel: Members, level: str, *, with_blobs: bool) -> Members:
        fault = self.fault
        _raise_if(level == "core" and fault.is_("IFC-AAR-016_server_error"))
        _raise_if(with_blobs and fault.is_("IFC-AAR-017_server_error"))
        if level == "deep" and not with_blobs:
            _raise_if(fault.is_("IFC-AAR-005_server_error"))
            if fault.is_("IFC-AAR-005_another"):
                return {**without_blobs(submodel), "id": SUBMODELS[2]["id"]}
        found = submodel if with_blobs or fault.is_("IFC-AAR-017_always") else without_blobs(submodel)
        if level == "deep" or fault.is_("IFC-AAR-016_deep"):
            return found
        if fault.is_("IFC-AAR-016_nothing"):
            return {name: each for name, each in found.items() if name != "submodelElements"}
        return core(found)

    def _metadata(self, submodel: Members, query: Mapping[str, str]) -> Members:
        fault = self.fault
        if "level" in query and not fault.is_("IFC-AAR-019_accepted"):
            raise RefusedError(400, "metadata have no level")
        _raise_if(fault.is_("IFC-AAR-018_server_error"))
        if fault.is_("IFC-AAR-018_another"):
            return metadata(SUBMODELS[1])
        return submodel if fault.is_("IFC-AAR-018_values") else metadata(submodel)

    def _value(self, submodel: Members) -> Any:
        fault = self.fault
        _raise_if(fault.is_("IFC-AAR-020_server_error"))
        found = value_only(submodel, "Submodel")
        if fault.is_("IFC-AAR-020_named"):
            return {submodel["idShort"]: found}
        return {**found, "Year": 2025} if fault.is_("IFC-AAR-020_old") else found

    def _element(self, submodel: Members, path: str, parts: list[str]) -> Any:
        fault = self.fault
        found = next((each for each in elements_of(submodel) if each.path == path), None)
        if found is None:
            if fault.is_("IFC-AAR-023_server_error"):
                raise RefusedError(500, "-")
            raise RefusedError(404, "no element is at this path")
        if parts == ["$value"]:
            value = value_only(found.members, found.kind)
            if value is None and not fault.is_("IFC-AAR-021_accepted"):
                raise RefusedError(400, "the element has no value")
            return value
        for row, of_this in (("008", "." in path), ("009", "[" in path)):
            if of_this and fault.is_(f"IFC-AAR-{row}_not_found"):
                raise RefusedError(404, "no element is at this path")
            if of_this and fault.is_(f"IFC-AAR-{row}_parent"):
                return submodel["submodelElements"][2]
        return found.members


def _raise_if(fails: bool) -> None:
    if fails:
        raise RefusedError(500, "the server has a fault")


def _decoded(text: str) -> str:
    """The text behind base64url without padding. Raises ValueError for anything else."""
    try:
        if not all(each.isalnum() or each in "-_" for each in text):
            raise ValueError(text)
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
    except (Error, UnicodeDecodeError) as error:
        raise ValueError(text) from error


def routes(base: str, fault: Fault) -> list[Any]:
    """The Starlette routes below the URL `base`."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    repository = Repository(fault)

    async def answer(request: Any) -> JSONResponse:
        status, body = repository.answer(request.path_params["path"], dict(request.query_params))
        return JSONResponse(body, status)

    return [Route(f"{PATH}/{{path:path}}", answer)]
