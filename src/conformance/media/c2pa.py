"""C2PA manifest stores, embedded in a media file or detached beside one, validated offline by the C2PA library."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from conformance.media.bounds import C2PA_BYTES, FILES_BESIDE
from conformance.media.extra import missing
from conformance.media.source import Source
from conformance.model.finding import Blocked

ENDING = ".c2pa"
# How a store begins: a superbox, its description box and in that the type of its content (C2PA 2.4, 11.1.4.2).
STORE, STORE_STARTS = b"jumdc2pa", 12
# Nothing is fetched: no remote manifest, no revocation state, no trust list. Purposes of keys that a certificate may
# name are those of the specification and its list of trusted signers; whom to trust is not judged.
SETTINGS = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
    "trust": {
        "trust_config": "\n".join(
            ("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1", "1.3.6.1.4.1.311.76.59.1.9")
        )
    },
}


@dataclass(frozen=True, slots=True)
class Status:
    """One status code of the validation of the active manifest: the code, the box it speaks of, an explanation."""

    code: str
    box: str
    explanation: str


@dataclass(frozen=True)
class ManifestStore:
    """A manifest store. `offset` is where it begins in the file, `problem` what is said where it cannot be read.

    `detached` tells that the file is the store itself; `asset` is then the name of the file it belongs to, or None.
    """

    offset: int
    report: dict[str, Any]
    problem: str
    detached: bool
    asset: str | None

    @cached_property
    def active(self) -> dict[str, Any] | None:
        """The active manifest as the library tells it."""
        manifests = self.report.get("manifests")
        found = manifests.get(self.report.get("active_manifest")) if isinstance(manifests, dict) else None
        return found if isinstance(found, dict) else None

    @cached_property
    def failures(self) -> list[Status]:
        """The failures of the active manifest."""
        results = self.report.get("validation_results")
        active = results.get("activeManifest") if isinstance(results, dict) else None
        items = active.get("failure") if isinstance(active, dict) else None
        return [
            Status(str(each.get("code")), _box(each.get("url")), str(each.get("explanation") or ""))
            for each in (items if isinstance(items, list) else ())
        ]

    @cached_property
    def actions(self) -> list[dict[str, Any]]:
        """The actions in the active manifest, in the order of its assertions."""
        assertions = (self.active or {}).get("assertions")
        found = []
        for each in assertions if isinstance(assertions, list) else ():
            data = each.get("data") if str(each.get("label", "")).startswith("c2pa.actions") else None
            items = data.get("actions") if isinstance(data, dict) else None
            found += [item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)]
        return found


def _box(url: object) -> str:
    """A JUMBF URI without the part that all boxes of a manifest share."""
    text = str(url or "").removeprefix("self#jumbf=").removeprefix("/c2pa/")
    return text.partition("/")[2] or text


def manifest_store(source: Source) -> ManifestStore | None:
    """The manifest store of a media file, or the one that the file is; None where there is none.

    Raises NotRun where the library is not installed, Blocked for a file beyond the bound.
    """
    offset = source.data.find(STORE) - STORE_STARTS
    if offset < 0 and bytes(source.data[:5]) != b"%PDF-":  # a PDF file may keep it in a compressed stream
        return None
    if source.size > C2PA_BYTES:
        raise Blocked("c2pa_bound", bound=C2PA_BYTES)
    data = bytes(source.data)
    if offset:
        report = _report(_format(data), data, None)
        if report is None or (offset < 0 and not report[0]):  # no store, or a PDF file that is broken elsewhere
            return None
        return ManifestStore(max(offset, 0), *report, False, source.name)
    asset = asset_beside(source)
    if asset is None:
        report = _report("application/c2pa", data, None)
    else:
        content = asset.read_bytes()
        report = _report(_format(content), content, data)
    return ManifestStore(0, *(report or ({}, "no manifest store")), True, asset.name if asset else None)


def asset_beside(source: Source) -> Path | None:
    """The file that a detached manifest belongs to: of the same name but for the ending, in its folder or right below.

    See C2PA 2.4, 15.5.3.1. None where there is none, where the harness would not read it, or where there are several.
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
        return files[0] if len(files) == 1 and files[0].stat().st_size <= C2PA_BYTES else None
    except OSError:
        return None


def _report(kind: str, data: bytes, store: bytes | None) -> tuple[dict[str, Any], str] | None:
    """What the library says of the file: (its report, "") or ({}, its complaint); None where there is no store."""
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
    except Exception as error:  # the bindings raise errors of their own kinds for hostile bytes
        return {}, type(error).__name__


def _format(data: bytes) -> str:
    """The media type under which the library reads the bytes."""
    if data.startswith(b"glTF"):
        return "model/gltf-binary"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return {b"heic": "image/heic", b"mif1": "image/heif", b"avif": "image/avif"}.get(brand, "video/mp4")
    starts = {
        b"\x89PNG": "image/png",
        b"\xff\xd8\xff": "image/jpeg",
        b"%PDF-": "application/pdf",
        b"GIF8": "image/gif",
        b"II*\0": "image/tiff",
        b"MM\0*": "image/tiff",
        b"ID3": "audio/mpeg",
        b"RIFF": "image/webp" if data[8:12] == b"WEBP" else "audio/wav",
    }
    return next((kind for start, kind in starts.items() if data.startswith(start)), "application/octet-stream")
