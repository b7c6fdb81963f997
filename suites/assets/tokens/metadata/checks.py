"""Checks of token metadata that a schema cannot express: ERC-721, ERC-1155, RFC 2397, RFC 3986, content identifiers."""

from __future__ import annotations

import json
import re

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, Where, check
from conformance.readers.data_uri import is_data_uri
from conformance.readers.image import media_type
from conformance.readers.uri import has_scheme, percent_encoded_uri, uri_error
from conformance.readers.xml import root_element
from conformance_suites.assets.tokens.reader.cid import read_cid

from .view import RASTER, TokenMetadata

PLACEHOLDERS = ("{id}", "{locale}")
PLACEHOLDER_LIKE = re.compile(
    r"\{ ?(?:(?:token|nft|asset|item)[_ -]?)?id ?\}|\{ ?locale ?\}|%7b(?:id|locale)%7d", re.IGNORECASE
)
CONTENT_ADDRESSED = ("ipfs://", "ar://", "data:")
NARROWEST, WIDEST = 320, 1080
TALLEST_RATIO, WIDEST_RATIO = 4 / 5, 1.91
LONGEST_SHOWN = 120
SIGNATURES = {"model/gltf-binary": b"glTF", "image/ktx2": b"\xabKTX 20\xbb\r\n\x1a\n"}
UTF_8, UTF_16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
SVG_START, SVG_HEAD = re.compile(rb"<(?:!DOCTYPE\s+)?(?:\w+:)?svg[\s/>\[]"), 1 << 16


@check("AST-TOK-001")
def text_is_json(token: TokenMetadata) -> Findings:
    for text in token.json_text:
        for problem in text.of_kind("bom", "utf8", "utf16", "syntax", "empty"):
            place = Where(pointer="", byte=problem.byte or 0)
            if problem.kind == "bom":
                yield Finding(place, "bom")
            else:
                yield Finding(place, problem.kind, received=problem.detail).cutting("json_members", "")
        if text.usable and not isinstance(text.document, dict):
            yield Finding("", "other").cutting()


@check("AST-TOK-002")
def member_names_are_unique(token: TokenMetadata) -> Findings:
    for text in token.json_members:
        for problem in text.of_kind("duplicate"):
            yield Finding(problem.pointer or "", name=problem.detail)


@check("AST-TOK-006")
def uris_follow_rfc_3986(token: TokenMetadata) -> Findings:
    for pointer, text in token.uris:
        if is_data_uri(text):
            continue
        filled = PLACEHOLDER_LIKE.sub(lambda found: "0" * len(found[0]), text)
        position = uri_error(filled)
        if position is not None:
            mended = percent_encoded_uri(filled) if filled == text and len(text) <= LONGEST_SHOWN else None
            corrected = {"corrected": json.dumps(mended)} if mended else {}
            template = "character" if has_scheme(text) else "scheme"
            received = text[position : position + 1] if template == "character" else _shown(text)
            yield Finding(pointer, template, received=received, position=position + 1, **corrected)


@check("AST-TOK-007")
def data_uris_can_be_read(token: TokenMetadata) -> Findings:
    for pointer, uri in token.data_uris:
        if not uri.readable:
            yield Finding(pointer, uri.problem, position=uri.position + 1)


@check("AST-TOK-008")
def data_are_of_the_declared_type(token: TokenMetadata) -> Findings:
    judged = False
    for pointer, uri in token.readable_data:
        seen = _type_seen(uri.data or b"")
        known = uri.media_type in (*RASTER, "image/svg+xml", *SIGNATURES)
        judged = judged or known
        if known and seen != uri.media_type:
            yield Finding(pointer, "other" if seen else "unknown", received=uri.media_type, seen=seen)
    if not judged:
        raise NotApplicable("no_known_type")


def _type_seen(data: bytes) -> str | None:
    """The media type that the first bytes show, or None."""
    for name, signature in SIGNATURES.items():
        if data.startswith(signature):
            return name
    if data.startswith(UTF_16) or data.removeprefix(UTF_8).lstrip().startswith(b"<"):
        root = root_element(data)
        # Declared entities, as drawing programs write them, and rare encodings hide the root element from the reader.
        return "image/svg+xml" if root == "svg" or (root is None and SVG_START.search(data[:SVG_HEAD])) else None
    return media_type(data[:16])


@check("AST-TOK-009")
def embedded_image_is_an_image(token: TokenMetadata) -> Findings:
    images = [uri for pointer, uri in token.data_uris if pointer == "/image" and uri.problem != "head"]
    if not images:
        raise NotApplicable("image_not_embedded")
    for uri in images:
        if not uri.media_type.startswith("image/"):
            yield Finding("/image", received=uri.media_type)


@check("AST-TOK-010")
def embedded_image_decodes(token: TokenMetadata) -> Findings:
    for pointer, size in token.pictures:
        if size is None:
            yield Finding(pointer).cutting("shown_pictures")


@check("AST-TOK-011")
def image_width_is_within_the_advice(token: TokenMetadata) -> Findings:
    for pointer, width, _ in token.shown_pictures:
        if not NARROWEST <= width <= WIDEST:
            yield Finding(pointer, received=width, narrowest=NARROWEST, widest=WIDEST)


@check("AST-TOK-012")
def aspect_ratio_is_within_the_advice(token: TokenMetadata) -> Findings:
    for pointer, width, height in token.shown_pictures:
        # A pixel more or less on the shorter side is rounding, not a different shape.
        if width > WIDEST_RATIO * (height + 1) or width + 1 < TALLEST_RATIO * height:
            yield Finding(pointer, width=width, height=height)


@check("AST-TOK-014")
def placeholders_are_spelt_as_clients_seek_them(token: TokenMetadata) -> Findings:
    for pointer, text in token.uris:
        for found in PLACEHOLDER_LIKE.finditer(text if not is_data_uri(text) else ""):
            if found[0] not in PLACEHOLDERS:
                expected = PLACEHOLDERS["locale" in found[0].lower()]
                yield Finding(pointer, received=found[0].strip("{}"), expected=expected.strip("{}"))


@check("AST-TOK-015")
def served_name_is_the_padded_id(token: TokenMetadata) -> Findings:
    for name in token.served_name:
        digits = name[2:] if name[:2].lower() == "0x" else name
        padded = digits.lower().rjust(64, "0")
        if name != padded:
            yield Finding(0, received=name, expected=padded)


@check("AST-TOK-016")
def localization_uri_holds_the_placeholder(token: TokenMetadata) -> Findings:
    for pointer, text in token.uris:
        if pointer == "/localization/uri" and "{locale}" not in text and not PLACEHOLDER_LIKE.search(text):
            yield Finding(pointer, received=_shown(text))


@check("AST-TOK-017")
def default_locale_is_listed(token: TokenMetadata) -> Findings:
    place = token.document.get("localization") if isinstance(token.document, dict) else None
    default = place.get("default") if isinstance(place, dict) else None
    if not isinstance(default, str) or not token.locales:
        raise NotApplicable("no_locales")
    if _same_locale(default) not in map(_same_locale, token.locales):
        yield Finding("/localization/default", received=default, expected=token.locales[:20])


def _same_locale(text: str) -> str:
    return text.lower().replace("_", "-")


@check("AST-TOK-019")
def references_into_ipfs_hold_a_cid(token: TokenMetadata) -> Findings:
    for pointer, text in token.ipfs_uris:
        path = text.removeprefix("ipfs://").removeprefix("ipfs/")
        name = re.split(r"[/?#]", path, maxsplit=1)[0]
        if read_cid(name) is None:
            yield Finding(pointer, received=_shown(name))


@check("AST-TOK-020")
def image_is_content_addressed(token: TokenMetadata) -> Findings:
    for pointer, text in token.uris:
        if pointer == "/image" and has_scheme(text) and not text.lower().startswith(CONTENT_ADDRESSED):
            yield Finding(pointer, received=_shown(text))


@check("AST-TOK-021")
def drawings_are_well_formed(token: TokenMetadata) -> Findings:
    limited = None
    for pointer, tree in token.drawings:
        if tree.problem and tree.problem.kind == "syntax":
            yield Finding(pointer, line=tree.problem.line, reason=tree.problem.detail)
        elif tree.problem and tree.problem.bound:
            limited = tree.problem.bound
    if limited:
        raise Blocked("svg_bound", bound=limited)


@check("AST-TOK-022")
def drawings_have_no_scripts(token: TokenMetadata) -> Findings:
    for pointer, tree in token.drawings:
        for element in tree.root.walk() if tree.root else ():
            name = element.name.rpartition(":")[2]
            if name == "script":
                yield Finding(pointer, "element", line=element.line)
            for attribute, value in element.attributes.items():
                local = attribute.rpartition(":")[2].lower()
                target = "".join(value.split()).lower().startswith("javascript:")
                if (local.startswith("on") and ":" not in attribute) or (local == "href" and target):
                    yield Finding(pointer, "attribute", line=element.line, name=_shown(attribute))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
