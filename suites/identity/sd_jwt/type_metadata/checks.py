"""Checks of the metadata of types of digital credentials (SD-JWT VC, 5 and 6)."""

from __future__ import annotations

import re

from conformance.authoring import Finding, Findings, Where, capped, check
from conformance.readers.json_schema import kind_of
from conformance_suites.identity.credential.reader.addresses import url_error
from conformance_suites.identity.credential.reader.rules import UNREADABLE
from conformance_suites.identity.keys.reader.names import is_collision_resistant
from conformance_suites.identity.sd_jwt.reader.integrity import is_integrity_metadata

from .view import Found, TypeMetadata

ALL = (
    *("objects", "typed", "words", "extended", "extending", "lists", "displays", "claims", "labels", "local"),
    *("renderings", "templates", "properties", "further_words", "colors"),
    *("resources", "addresses", "digests", "duties", "disclosing", "names"),
)
TAG = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|[xXiI](?:-[A-Za-z0-9]{1,8})+")
"""A language tag, as far as letters, digits and hyphens tell (RFC 5646, 2.1)."""
NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
CHOICES = ("always", "allowed", "never")
SCHEMES = ("https:", "data:")
COLOR = re.compile("#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|[Rr][Gg][Bb][Aa]?[(][-+0-9A-Za-z.,%/ \t]+[)]")
"""An RGB color of CSS: hexadecimal digits, or a function whose arguments are not looked at."""
PROPERTIES = {
    "orientation": ("portrait", "landscape"),
    "color_scheme": ("light", "dark"),
    "contrast": ("normal", "high"),
}


@check("ID-SDT-001")
def text_is_one_object(document: TypeMetadata) -> Findings:
    for problem in document.text.of_kind(*UNREADABLE, "bom"):
        place = Where(pointer="", byte=problem.byte, line=problem.line)
        yield Finding(place, received=capped(problem.detail or problem.kind)).cutting("json_members", *ALL)
    if document.text.usable and not isinstance(document.document, dict):
        yield Finding("", "other", received=kind_of(document.document)).cutting(*ALL)


@check("ID-SDT-002")
def names_are_unique(document: TypeMetadata) -> Findings:
    for problem in document.text.of_kind("duplicate"):
        yield Finding(Where(pointer=problem.pointer or "", line=problem.line), name=capped(problem.detail))


@check("ID-SDT-003")
def the_type_is_named(document: TypeMetadata) -> Findings:
    for members in document.objects:
        if "vct" not in members:
            yield Finding("").cutting("typed")
        elif not isinstance(members["vct"], str):
            yield Finding("/vct", "type", received=kind_of(members["vct"])).cutting("typed")


@check("ID-SDT-004")
def words_are_texts(document: TypeMetadata) -> Findings:
    for pointer, value in document.words:
        if not isinstance(value, str):
            yield Finding(pointer, received=kind_of(value))


@check("ID-SDT-005")
def extended_types_are_uris(document: TypeMetadata) -> Findings:
    for given in document.extending:
        if not isinstance(given, str):
            yield Finding("/extends", "type", received=kind_of(given))
        elif url_error(given) is not None:
            yield Finding("/extends", received=capped(given))


@check("ID-SDT-006")
def types_extend_others(document: TypeMetadata) -> Findings:
    for given in document.extended:
        if given == document.root.get("vct"):
            yield Finding("/extends", received=capped(given))


@check("ID-SDT-007")
def digests_are_integrity_metadata(document: TypeMetadata) -> Findings:
    for pointer, value in document.digests:
        if not isinstance(value, str) or not is_integrity_metadata(value):
            yield Finding(pointer, received=capped(value) if isinstance(value, str) else kind_of(value))


@check("ID-SDT-008")
def lists_are_of_objects(document: TypeMetadata) -> Findings:
    for pointer, value in document.lists:
        if not isinstance(value, list):
            yield Finding(pointer, received=kind_of(value))
            continue
        for at, each in enumerate(value):
            if not isinstance(each, dict):
                yield Finding(f"{pointer}/{at}", "item", received=kind_of(each))


def _named(found: list[Found], *names: str) -> Findings:
    for pointer, value in found:
        for name in names:
            if name not in value:
                yield Finding(pointer, "missing", name=name)
            elif not isinstance(value[name], str):
                yield Finding(f"{pointer}/{name}", received=kind_of(value[name]))


@check("ID-SDT-009")
def displays_of_types_have_names(document: TypeMetadata) -> Findings:
    yield from _named(document.displays, "locale", "name")


@check("ID-SDT-010")
def displays_of_claims_have_labels(document: TypeMetadata) -> Findings:
    yield from _named(document.labels, "locale", "label")


@check("ID-SDT-011")
def languages_are_tags(document: TypeMetadata) -> Findings:
    for pointer, value in document.local:
        if not TAG.fullmatch(value):
            yield Finding(pointer, received=capped(value))


@check("ID-SDT-012")
def resources_have_addresses(document: TypeMetadata) -> Findings:
    for pointer, value in document.resources:
        if "uri" not in value:
            yield Finding(pointer)


@check("ID-SDT-013")
def addresses_are_safe(document: TypeMetadata) -> Findings:
    for pointer, value in document.addresses:
        if not isinstance(value, str):
            yield Finding(pointer, "type", received=kind_of(value))
        elif url_error(value) is not None or not value.lower().startswith(SCHEMES):
            yield Finding(pointer, received=capped(value))


@check("ID-SDT-014")
def claims_have_paths(document: TypeMetadata) -> Findings:
    for pointer, value in document.claims:
        path = value.get("path")
        if "path" not in value:
            yield Finding(pointer, "missing")
        elif not isinstance(path, list) or not path:
            yield Finding(f"{pointer}/path", received=kind_of(path))
        else:
            for at, step in enumerate(path):
                if (
                    isinstance(step, bool)
                    or not isinstance(step, str | int | None)
                    or (isinstance(step, int) and step < 0)
                ):
                    yield Finding(f"{pointer}/path/{at}", "step", received=kind_of(step))


@check("ID-SDT-015")
def duties_are_yes_or_no(document: TypeMetadata) -> Findings:
    for pointer, value in document.duties:
        if not isinstance(value, bool):
            yield Finding(pointer, received=kind_of(value))


@check("ID-SDT-016")
def disclosure_is_one_of_three(document: TypeMetadata) -> Findings:
    for pointer, value in document.disclosing:
        if value not in CHOICES:
            received = capped(value) if isinstance(value, str) else kind_of(value)
            yield Finding(pointer, received=received, expected=list(CHOICES))


@check("ID-SDT-017")
def disclosure_is_decided(document: TypeMetadata) -> Findings:
    for pointer, value in document.disclosing:
        if value == CHOICES[1]:
            yield Finding(pointer)


@check("ID-SDT-018")
def names_in_templates_are_names(document: TypeMetadata) -> Findings:
    for pointer, value in document.names:
        if not isinstance(value, str) or not NAME.fullmatch(value):
            yield Finding(pointer, received=capped(value) if isinstance(value, str) else kind_of(value))


@check("ID-SDT-019")
def names_in_templates_are_unique(document: TypeMetadata) -> Findings:
    first: dict[str, str] = {}
    for pointer, value in document.names:
        if isinstance(value, str) and (other := first.setdefault(value, pointer)) != pointer:
            yield Finding(pointer, received=capped(value), other=other)


@check("ID-SDT-020")
def renderings_have_their_form(document: TypeMetadata) -> Findings:
    for pointer, value in document.renderings:
        if pointer.endswith("/svg_templates"):
            if not isinstance(value, list):
                yield Finding(pointer, "list", received=kind_of(value))
        elif not isinstance(value, dict):
            yield Finding(pointer, received=kind_of(value))


@check("ID-SDT-021")
def further_words_are_texts(document: TypeMetadata) -> Findings:
    for pointer, value in document.further_words:
        if not isinstance(value, str):
            yield Finding(pointer, received=kind_of(value))


@check("ID-SDT-022")
def colors_are_colors(document: TypeMetadata) -> Findings:
    for pointer, value in document.colors:
        if not isinstance(value, str) or not COLOR.fullmatch(value):
            yield Finding(pointer, received=capped(value) if isinstance(value, str) else kind_of(value))


@check("ID-SDT-023")
def properties_of_templates_are_known(document: TypeMetadata) -> Findings:
    for pointer, value in document.properties:
        if not value.keys() & PROPERTIES.keys():
            yield Finding(pointer, "none", expected=list(PROPERTIES))
        for name, choices in PROPERTIES.items():
            if name in value and value[name] not in choices:
                received = capped(value[name]) if isinstance(value[name], str) else kind_of(value[name])
                yield Finding(f"{pointer}/{name}", received=received, expected=list(choices))


@check("ID-SDT-024")
def several_templates_are_told_apart(document: TypeMetadata) -> Findings:
    for templates in document.templates:
        for pointer, value in templates if len(templates) > 1 else ():
            if "properties" not in value:
                yield Finding(pointer)


@check("ID-SDT-025")
def types_do_not_collide(document: TypeMetadata) -> Findings:
    for given in document.typed:
        if not is_collision_resistant(given):
            yield Finding("/vct", received=capped(given))
