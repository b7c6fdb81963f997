"""Checks of a catalogue of interfaces."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from conformance.authoring import Finding, Findings, NotApplicable, check
from conformance.transports.exchange import Exchange
from conformance_suites.interfaces.discovery.reader.catalog import CATALOG, DESCRIPTIONS, MEDIA_TYPE, PROFILE
from conformance_suites.interfaces.http.reader.fields import links_of as links_in

from .view import ApiCatalog

GONE = (404, 410)


@check("IFC-CAT-001")
def the_catalogue_is_at_its_path(catalog: ApiCatalog) -> Findings:
    found = catalog.found
    if found.status != 200:
        yield Finding(found.where(), received=found.status, expected=200, url=found.request.url).cutting(
            "published", ""
        )


@check("IFC-CAT-002")
def the_catalogue_is_labelled(catalog: ApiCatalog) -> Findings:
    for found in catalog.published:
        if found.media_type != MEDIA_TYPE:
            yield Finding(found.where(), received=found.media_type or "", expected=MEDIA_TYPE).cutting("labelled")


@check("IFC-CAT-003")
def the_profile_is_named(catalog: ApiCatalog) -> Findings:
    for found in catalog.labelled:
        if PROFILE not in profiles_of(found):
            yield Finding(found.where(), received=profiles_of(found), expected=PROFILE)


@check("IFC-CAT-004")
def the_catalogue_is_a_set_of_links(catalog: ApiCatalog) -> Findings:
    if catalog.published and not catalog.linkset:
        found = catalog.found
        yield Finding(found.where(), "member" if found.json.usable else "text").cutting("")


@check("IFC-CAT-005")
def interfaces_are_listed(catalog: ApiCatalog) -> Findings:
    if catalog.linkset and not catalog.interfaces:
        yield Finding(catalog.found.where("/linkset"))


@check("IFC-CAT-006")
def interfaces_are_described(catalog: ApiCatalog) -> Findings:
    relations = {link.relation for link in catalog.links}
    if relations == {CATALOG}:
        raise NotApplicable("only_catalogues")
    if relations and relations.isdisjoint(DESCRIPTIONS):
        yield Finding(catalog.found.where("/linkset"), relations=list(DESCRIPTIONS))


@check("IFC-CAT-007")
def links_are_listed_once(catalog: ApiCatalog) -> Findings:
    first: dict[tuple[str | None, str, str | None], str] = {}
    for link in catalog.links:
        other = first.setdefault((link.anchor, link.relation, link.href), link.pointer)
        if other != link.pointer:
            yield Finding(catalog.found.where(link.pointer), received=link.href, first=other)


@check("IFC-CAT-008")
def links_use_https(catalog: ApiCatalog) -> Findings:
    for link in catalog.links:
        url = str(link.href)
        if url.lower().startswith("http:") and not _is_loopback(url):
            yield Finding(catalog.found.where(f"{link.pointer}/href"), received=url)


@check("IFC-CAT-009")
def links_lead_somewhere(catalog: ApiCatalog) -> Findings:
    for link, url in catalog.own:
        found = catalog.service.get(url, judging=(401,))
        if found.status in GONE:
            yield Finding(catalog.found.where(f"{link.pointer}/href"), received=found.status, url=url)


@check("IFC-CAT-010")
def a_head_request_links_the_catalogue(catalog: ApiCatalog) -> Findings:
    if catalog.published:
        fields = catalog.head.header("link") or ""
        relations = [
            name for link in links_in(fields) or () for each in link.relations for name in each.lower().split()
        ]
        if not fields:
            yield Finding(catalog.head.where(), "missing", received=catalog.head.status)
        elif CATALOG not in relations:
            yield Finding(catalog.head.where(), "relation", received=fields)


def profiles_of(found: Exchange) -> list[str]:
    """The profiles that the parameter of the media type names (RFC 9264 5)."""
    for part in (found.header("content-type") or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "profile":
            return value.strip().strip('"').split()
    return []


def _is_loopback(url: str) -> bool:
    """Whether the host is this machine; also where no host can be read, which is judged as a document."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
