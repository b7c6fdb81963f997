"""Checks of credentials that name assets (VC Data Model 2.0, 5.3), with the files of these assets."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, capped, check
from conformance_suites.identity.avatar_binding.reader.digests import STRENGTHS, is_of

from .view import Binding, claims_of


@check("ID-AVB-001")
def files_have_their_digest(document: Binding) -> Findings:
    for asset, digests in document.comparable:
        if not is_of(asset.file, digests):
            yield Finding(digests[0].pointer, file=capped(asset.file.name))


@check("ID-AVB-002")
def digests_are_strong(document: Binding) -> Findings:
    for _, digests in document.digested:
        for each in digests:
            if each.function not in STRENGTHS:
                yield Finding(each.pointer, received=each.function or "?")


@check("ID-AVB-003")
def files_are_of_their_media_type(document: Binding) -> Findings:
    for asset, magic in document.typed:
        if not asset.head.startswith(magic):
            yield Finding(f"{asset.found.pointer}/mediaType", received=asset.media_type, file=capped(asset.file.name))


@check("ID-AVB-004")
def claims_name_the_asset(document: Binding) -> Findings:
    for asset in document.assets:
        if asset.url not in claims_of(asset.credential):
            yield Finding(f"{asset.found.pointer}/id", received=capped(asset.url))


@check("ID-AVB-005")
def owners_present(document: Binding) -> Findings:
    for place, did in document.shown:
        if did not in document.presenters:
            yield Finding(place, received=capped(did))
