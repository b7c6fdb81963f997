"""C2PA manifest stores, embedded in a media file or detached next to one, validated offline by the C2PA library."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.beside import note
from conformance.readers.extra import missing
from conformance.readers.source import Source
from conformance_suites.assets.c2pa.reader.bounds import C2PA_BYTES, FILES_BESIDE
from conformance_suites.assets.c2pa.reader.boxes import fits

ENDING = ".c2pa"
# The beginning of a store: a superbox, its description box and in it the type of its content (C2PA 2.4, 11.1.4.2).
STORE, STORE_STARTS = b"jumdc2pa", 12
# The chunk of PNG that holds a store: its length and its type come before it (C2PA 2.4, appendix A).
CHUNK, CHUNK_HEAD = b"caBX", 8
UNFIT = "the length of a box is not that of its content"
# Nothing is downloaded: no remote manifest, revocation state or trust list. Key purposes that a certificate may
# have are those of the specification and its list of trusted signers; whom to trust is not judged. Nor is the authority
# of a time-stamp: without it the library would use its own clock, which no setting replaces.
SETTINGS = {
    "verify": {
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
        "verify_trust": True,
        "verify_timestamp_trust": False,
    },
    "trust": {
        "trust_config": "\n".join(
            ("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1", "1.3.6.1.4.1.311.76.59.1.9")
        )
    },
}


@dataclass(frozen=True, slots=True)
class Status:
    """One status code of the validation of the active manifest: the code, the box it concerns, an explanation."""

    code: str
    box: str
    explanation: str


@dataclass(frozen=True)
class ManifestStore:
    """A manifest store. `offset` is where it begins in the file, `problem` the explanation where it cannot be read.

    `detached` states that the file is the store itself; `asset` is then the name of the file it belongs to, or None.
    """

    offset: int
    report: dict[str, Any]
    problem: str
    detached: bool
    asset: str | None

    @cached_property
    def active(self) -> dict[str, Any] | None:
        """The active manifest as the library reports it."""
        manifests = self.report.get("manifests")
        found = manifests.get(self.report.get("active_manifest")) if isinstance(manifests, dict) else None
        return found if isinstance(found, dict) else None

    @cached_property
    def failures(self) -> list[Status]:
        """The failures of the active manifest."""
        return _statuses(_member(self._results, "activeManifest"), "failure")

    @cached_property
    def successes(self) -> list[Status]:
        """The successes of the active manifest."""
        return _statuses(_member(self._results, "activeManifest"), "success")

    @cached_property
    def ingredient_failures(self) -> list[Status]:
        """The failures of ingredients that are not in the validation results of their assertions."""
        deltas = self._results.get("ingredientDeltas")
        found = (_member(each, "validationDeltas") for each in (deltas if isinstance(deltas, list) else ()))
        return [status for codes in found for status in _statuses(codes, "failure")]

    @cached_property
    def hard_bound(self) -> bool:
        """Whether the active manifest holds a hard binding: a standard one does, an update manifest does not (11.2)."""
        active = _member(self._results, "activeManifest")
        told = (*_objects(active.get("success")), *_objects(active.get("failure")))
        binding = f"/c2pa/{self.report.get('active_manifest')}/c2pa.assertions/c2pa.hash."
        return any(binding in str(each.get("url")) for each in told)

    @property
    def _results(self) -> dict[str, Any]:
        return _member(self.report, "validation_results")

    @property
    def signing_time(self) -> str:
        """The time that a time-stamp attests; "" where there is none."""
        return str(_member(self.active or {}, "signature_info").get("time") or "")

    @cached_property
    def actions(self) -> list[dict[str, Any]]:
        """The actions in the active manifest, in the order of its assertions, with the members of their templates."""
        assertions = (self.active or {}).get("assertions")
        found: list[dict[str, Any]] = []
        for each in assertions if isinstance(assertions, list) else ():
            data = _member(each, "data") if str(_member(each).get("label", "")).startswith("c2pa.actions") else {}
            templates = _objects(data.get("templates"))
            found += [_merged(templates, item) for item in _objects(data.get("actions"))]
        return found


def _merged(templates: list[dict[str, Any]], action: dict[str, Any]) -> dict[str, Any]:
    """The action over those of all actions and those of its name, in this order (C2PA 2.4, 18.15.6.1)."""
    merged: dict[str, Any] = {}
    for name in ("*", action.get("action")):
        for template in templates:
            merged |= template if template.get("action") == name else {}
    return merged | action


def _member(value: Any, name: str | None = None) -> dict[str, Any]:
    """The object, or the object in this member of it; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) and name else value
    return found if isinstance(found, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _statuses(codes: dict[str, Any], kind: str) -> list[Status]:
    return [
        Status(str(each.get("code")), _box(each.get("url")), str(each.get("explanation") or ""))
        for each in _objects(codes.get(kind))
    ]


def _box(url: object) -> str:
    """A JUMBF URI without the part that all boxes of a manifest share."""
    text = str(url or "").removeprefix("self#jumbf=").removeprefix("/c2pa/")
    return text.partition("/")[2] or text


def manifest_store(source: Source) -> ManifestStore | None:
    """The manifest store of a media file, or the one that the file is; None where there is none.

    Raises NotRun where the library is not installed, Blocked for a file beyond the bound.
    """
    offset = source.data.find(STORE) - STORE_STARTS
    if offset < 0 and bytes(source.data[:5]) != b"%PDF-":  # a PDF file may have it in a compressed stream
        return None
    if source.size > C2PA_BYTES:
        raise Blocked("c2pa_bound", bound=C2PA_BYTES)
    data = bytes(source.data)
    if offset:
        report = _report(_format(data), data, None)
        if report is None or (offset < 0 and not report[0]):  # no store, or a PDF file with other defects
            return None
        if not report[1] and not _fits(data, offset):
            report = {}, UNFIT
        return ManifestStore(max(offset, 0), *report, False, source.name)
    asset = asset_beside(source)
    if asset is None:
        report = _report("application/c2pa", data, None)
    else:
        content = asset.read_bytes()
        report = _report(_format(content), content, data)
    report = report or ({}, "no manifest store")
    if not report[1] and not fits(data, 0, len(data)):
        report = {}, UNFIT
    return ManifestStore(0, *report, True, asset.name if asset else None)


def _fits(data: bytes, offset: int) -> bool:
    """Whether the boxes of an embedded store have the lengths of their content; judged where its end is known."""
    head = data[max(offset - CHUNK_HEAD, 0) : max(offset, 0)]
    if head[4:] != CHUNK:
        return True
    return fits(data, offset, offset + int.from_bytes(head[:4], "big"))


def asset_beside(source: Source) -> Path | None:
    """The file that a detached manifest belongs to: of the same name with another extension, in its folder or below.

    See C2PA 2.4, 15.5.3.1. None where there is none, where the harness cannot read it, or where there are several.
    """
    if source.folder is None:
        return None
    stem = os.path.basename(source.name.replace("\\", "/")).removesuffix(ENDING)
    found = []
    try:
        below = [entry for entry in sorted(source.folder.iterdir())[:FILES_BESIDE] if not entry.is_symlink()]
        for entry in below:
            inside = sorted(entry.iterdir())[:FILES_BESIDE] if entry.is_dir() else [entry]
            found += [each for each in inside if each.stem == stem and each.suffix not in ("", ENDING)]
        files = [each for each in found if each.is_file() and not each.is_symlink()]
        for each in files:
            note(each)
        return files[0] if len(files) == 1 and files[0].stat().st_size <= C2PA_BYTES else None
    except OSError:
        return None


def _report(kind: str, data: bytes, store: bytes | None) -> tuple[dict[str, Any], str] | None:
    """The result of the library for the file: (its report, "") or ({}, its error); None where there is no store."""
    try:
        import c2pa
    except ImportError:
        raise missing("c2pa") from None
    try:
        context = c2pa.Context(c2pa.Settings.from_dict(SETTINGS))
        with c2pa.Reader(kind, BytesIO(data), store, context=context) as reader:
            return json.loads(reader.json()), ""
    except c2pa.C2paError as error:
        name, _, text = str(error).partition(":")
        if name in ("ManifestNotFound", "NotSupported") and store is None:
            return None
        return {}, (text.strip() or name)[:200]
    except Exception as error:  # the bindings raise their own types of errors for hostile bytes
        return {}, type(error).__name__


def _format(data: bytes) -> str:
    """The media type under which the library reads the bytes."""
    if data.startswith(b"glTF"):
        return "model/gltf-binary"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return {b"heic": "image/heic", b"mif1": "image/heif", b"avif": "image/avif"}.get(brand, "video/mp4")
    if data.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"AVI ": "video/avi"}.get(data[8:12], "audio/wav")
    starts = {
        b"\x89PNG": "image/png",
        b"\xff\xd8\xff": "image/jpeg",
        b"%PDF-": "application/pdf",
        b"GIF8": "image/gif",
        b"II*\0": "image/tiff",
        b"MM\0*": "image/tiff",
        b"ID3": "audio/mpeg",
        b"fLaC": "audio/flac",
    }
    return next((kind for start, kind in starts.items() if data.startswith(start)), "application/octet-stream")
