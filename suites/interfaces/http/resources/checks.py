"""Checks of resources that rows create, replace and remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.transports.exchange import Exchange, Request
from conformance_suites.interfaces.http.reader.conditions import OTHER_TAG
from conformance_suites.interfaces.http.reader.writing import MANY_SCRIPTS, UNREADABLE, WRONG_CODING, created

from .view import PAGES, Made, Resources, are_identified, items_of, next_of


def differing(sent: Mapping[str, Any], found: Exchange, **values: Any) -> Findings:
    """A finding for every member that came back with another value; what is not returned is not judged."""
    for name, value in sent.items():
        if name in found.member and found.member[name] != value:
            yield Finding(found.where(f"/{name}"), received=found.member[name], expected=value, **values)


def refused(found: Exchange) -> Findings:
    """A finding unless the status is one of the client's errors."""
    if not 400 <= found.status < 500:
        yield Finding(found.where(), received=found.status)


def removable(api: Resources) -> Made:
    """A new resource that is not the last one: a product may give the number of the last one to what comes next."""
    made = api.make()
    api.make()
    return made


@check("IFC-RES-001")
def the_example_is_accepted(api: Resources) -> Findings:
    found = api.example()
    if not 200 <= found.status < 300:
        yield Finding(found.where(), received=found.status)


@check("IFC-RES-002")
def a_creation_says_where(api: Resources) -> Findings:
    found = api.example()
    if not 200 <= found.status < 300:
        raise Blocked("control_refused", exchange=found.key)
    if found.status == 202:
        raise NotApplicable("not_created_yet", exchange=found.key)
    if found.status != 201:
        yield Finding(found.where(), "status", received=found.status, expected=201)
    elif found.header("location") is None:
        yield Finding(found.where(), "location")


@check("IFC-RES-003")
def what_was_created_is_there(api: Resources) -> Findings:
    found = api.make().read()
    if found.status != 200:
        yield Finding(found.where(), received=found.status, expected=200)


@check("IFC-RES-004")
def what_was_created_is_what_was_sent(api: Resources) -> Findings:
    made = api.make()
    yield from differing(made.members, made.members_read()[0])


@check("IFC-RES-005")
def texts_of_all_scripts_are_kept(api: Resources) -> Findings:
    changes = api.changed(MANY_SCRIPTS)
    yield from differing(changes, api.make(**changes).members_read()[0])


@check("IFC-RES-006")
def two_creations_make_two_resources(api: Resources) -> Findings:
    first, (second, url) = api.make(), created(api)
    if url == first.url:
        yield Finding(second.where(), received=url)


@check("IFC-RES-007")
def a_replacement_has_its_status(api: Resources) -> Findings:
    made = api.make()
    found = made.put({**api.own_of(made), **api.changed()})
    if 200 <= found.status < 300 and found.status not in (200, 204, 202):
        yield Finding(found.where(), received=found.status, expected=[200, 204])


@check("IFC-RES-008")
def what_was_replaced_is_what_was_sent(api: Resources) -> Findings:
    made = api.make()
    made.replaced()
    yield from differing(api.changed(), made.members_read()[0])


@check("IFC-RES-009")
def a_repeated_replacement_succeeds(api: Resources) -> Findings:
    made = api.make()
    members = made.replaced()
    _, once = made.members_read()
    found = made.put(members)
    if not 200 <= found.status < 300:
        yield Finding(found.where(), "status", received=found.status)
        return
    after, twice = made.members_read()
    for name in api.changed():
        if twice.get(name) != once.get(name):
            yield Finding(after.where(f"/{name}"), "state", received=twice.get(name), expected=once.get(name))


@check("IFC-RES-010")
def what_was_removed_is_gone(api: Resources) -> Findings:
    made = removable(api)
    made.deleted()
    found = made.read()
    if found.status not in (404, 410):
        yield Finding(found.where(), received=found.status, expected=[404, 410])


@check("IFC-RES-011")
def a_repeated_removal_breaks_nothing(api: Resources) -> Findings:
    made = removable(api)
    made.deleted()
    found = api.service.send(Request("DELETE", made.url))
    if found.status >= 500 and found.status != 501:
        yield Finding(found.where(), received=found.status)


@check("IFC-RES-012")
def no_update_is_lost(api: Resources) -> Findings:
    yield from _overwritten(api, "if-match", OTHER_TAG)


@check("IFC-RES-013")
def what_exists_is_not_created_again(api: Resources) -> Findings:
    yield from _overwritten(api, "if-none-match", "*")


def _overwritten(api: Resources, name: str, value: str) -> Findings:
    """A finding if a replacement is carried out although its condition is false."""
    made = api.make()
    own, members = made.members_read()
    if own.header("etag") is None:
        raise NotApplicable("no_tag")
    changes = api.changed()
    answer = made.put({**members, **changes}, (name, value))
    _, now = made.members_read()
    if any(now.get(each) == new != members.get(each) for each, new in changes.items()):
        yield Finding(answer.where(), received=answer.status, expected=412)


@check("IFC-RES-014")
def broken_json_is_refused(api: Resources) -> Findings:
    yield from refused(api.content(UNREADABLE))


@check("IFC-RES-015")
def json_in_another_coding_is_refused(api: Resources) -> Findings:
    yield from refused(api.content(WRONG_CODING))


@check("IFC-RES-016")
def another_media_type_is_refused(api: Resources) -> Findings:
    yield from refused(api.content(b"conformance", "text/plain"))


@check("IFC-RES-017")
def another_media_type_is_named_as_the_reason(api: Resources) -> Findings:
    found = api.content(b"conformance", "text/plain")
    if not 400 <= found.status < 500:
        raise NotApplicable("not_refused", exchange=found.key)
    if found.status != 415:
        yield Finding(found.where(), received=found.status, expected=415)


@check("IFC-RES-018")
def a_name_that_occurs_twice_is_refused(api: Resources) -> Findings:
    yield from refused(api.content(api.twice()))


@check("IFC-RES-019")
def deep_nesting_breaks_nothing(api: Resources) -> Findings:
    found = api.content(api.nested())
    if found.status == 500:
        yield Finding(found.where())


@check("IFC-RES-020")
def pages_end(api: Resources) -> Findings:
    pages, _ = _several(api)
    if len(pages) < PAGES:
        if next_of(pages[-1]):
            yield Finding(pages[0].where(), "circle")
    elif pages[-1].body in [each.body for each in pages[:-1]]:
        yield Finding(pages[0].where(), "endless", count=PAGES)
    else:
        raise Blocked("many_pages", cause="configuration", bound=PAGES)


@check("IFC-RES-021")
def pages_repeat_nothing(api: Resources) -> Findings:
    pages, made = _several(api)
    if not are_identified(made, pages):
        raise NotApplicable("no_identity")
    if twice := _repeated(pages) & _repeated(api.pages()):  # what others add meanwhile may shift one walk
        yield Finding(pages[0].where(), count=len(twice))


def _several(api: Resources) -> tuple[list[Exchange], list[Made]]:
    """The pages of the collection with 3 resources more, and these. Raises NotApplicable if there is only one page."""
    made = [api.make() for _ in range(3)]
    if len(pages := api.pages()) < 2:
        raise NotApplicable("one_page")
    return pages, made


def _repeated(pages: list[Exchange]) -> set[str]:
    """The items that are on more than one page; none if the walk does not end."""
    counts = Counter(each for page in pages for each in {*items_of(page)})
    return set() if len(pages) >= PAGES else {each for each, count in counts.items() if count > 1}
