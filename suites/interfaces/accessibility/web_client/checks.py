"""Checks of a page by the success criteria of WCAG 2.2 that axe-core tests, under the names it gives them."""

from __future__ import annotations

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check

from .view import WebClient


@check("IFC-ACC-001")
def the_page_is_there(client: WebClient) -> Findings:
    status = client.loaded.head.get("status")
    if status != 200:
        yield Finding(client.loaded.where(), received=status, expected=200).cutting("page")


@check("IFC-ACC-002")
def images_have_alternatives(client: WebClient) -> Findings:
    return broken(client, "wcag111")


@check("IFC-ACC-003")
def structure_is_marked_up(client: WebClient) -> Findings:
    return broken(client, "wcag131")


@check("IFC-ACC-004")
def fields_name_their_purpose(client: WebClient) -> Findings:
    return broken(client, "wcag135")


@check("IFC-ACC-005")
def links_differ_in_more_than_colour(client: WebClient) -> Findings:
    return broken(client, "wcag141")


@check("IFC-ACC-006")
def text_has_contrast(client: WebClient) -> Findings:
    for each in client.elements("wcag143"):
        ratio, expected = each.data.get("contrastRatio"), str(each.data.get("expectedContrastRatio", ""))
        yield Finding(each.where, place=each.place, received=ratio, expected=expected.removesuffix(":1"))
    if not client.rules("violations", "wcag143"):
        undecided(client, "wcag143")


@check("IFC-ACC-007")
def pages_can_be_enlarged(client: WebClient) -> Findings:
    return forbidden(client, "wcag144")


@check("IFC-ACC-008")
def spacing_can_be_changed(client: WebClient) -> Findings:
    return forbidden(client, "wcag1412")


@check("IFC-ACC-009")
def everything_is_reached_by_keyboard(client: WebClient) -> Findings:
    return broken(client, "wcag211")


@check("IFC-ACC-010")
def nobody_is_hurried(client: WebClient) -> Findings:
    return forbidden(client, "wcag221")


@check("IFC-ACC-011")
def nothing_moves_for_ever(client: WebClient) -> Findings:
    return forbidden(client, "wcag222")


@check("IFC-ACC-012")
def the_page_has_a_title(client: WebClient) -> Findings:
    return broken(client, "wcag242")


@check("IFC-ACC-013")
def links_say_where_they_lead(client: WebClient) -> Findings:
    return broken(client, "wcag244")


@check("IFC-ACC-014")
def targets_are_large_enough(client: WebClient) -> Findings:
    return broken(client, "wcag258")


@check("IFC-ACC-015")
def the_language_is_known(client: WebClient) -> Findings:
    return broken(client, "wcag311")


@check("IFC-ACC-016")
def languages_of_parts_are_known(client: WebClient) -> Findings:
    return broken(client, "wcag312")


@check("IFC-ACC-017")
def controls_have_name_and_role(client: WebClient) -> Findings:
    return broken(client, "wcag412")


def broken(client: WebClient, criterion: str) -> Findings:
    """A finding for each element that breaks a rule of the criterion."""
    if client.rules("violations", criterion):
        yield from forbidden(client, criterion)
    else:
        undecided(client, criterion)


def forbidden(client: WebClient, criterion: str) -> Findings:
    """The same for what a page may not have: without it, the criterion is satisfied."""
    for each in client.elements(criterion):
        yield Finding(each.where, place=each.place, rule=each.rule, received=capped(each.source))


def undecided(client: WebClient, criterion: str) -> None:
    """Raises NotApplicable if the page has nothing of the kind, and Blocked if a person has to look at it."""
    if open_ := client.rules("incomplete", criterion):
        raise Blocked("needs_a_person", cause="environment", rules=[str(rule.get("id")) for _, rule in open_])
    if not client.rules("passes", criterion):
        raise NotApplicable("nothing_of_the_kind")
