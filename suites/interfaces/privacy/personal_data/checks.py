"""Checks of what people can do with their data on a platform, and of what others get of it."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, check
from conformance.readers.json_pointer import escape
from conformance.transports.exchange import Exchange, Headers, Request
from conformance_suites.interfaces.privacy.reader.markers import Marker, example_of, marked, private
from conformance_suites.interfaces.privacy.reader.operations import any_shows, given, sent, shows

from .view import NOBODY, Account, Export, Platform, markers_shown

# Formats that programs read without knowing the platform, by their media types.
TEXTS = ("text/csv", "application/xml", "text/xml", "application/x-ndjson", "application/jsonl", "text/turtle")
PACKED = ("application/zip", "application/gzip", "application/x-tar", "application/x-gzip", "application/octet-stream")


def missing(markers: Iterable[Marker], exchanges: list[Exchange]) -> Findings:
    """A finding for each marker that none of the answers has."""
    for marker in markers:
        if not any_shows(exchanges, marker.text):
            yield Finding(exchanges[-1].where(), member=marker.pointer)


def shown(markers: Iterable[Marker], exchanges: list[Exchange]) -> Findings:
    """A finding for each marker in each of the answers."""
    for found, marker in markers_shown(tuple(markers), exchanges):
        yield Finding(found.where(), member=marker.pointer)


def secret_of(account: Account) -> tuple[Marker, ...]:
    """What only the person itself may see. Raises Blocked where the plan marks nothing as private."""
    if not (found := tuple(private(account.markers))):
        raise Blocked("nothing_private", cause="configuration")
    return found


@check("IFC-PRV-001")
def people_read_what_they_gave(platform: Platform) -> Findings:
    account = platform.person()
    found = platform.own(account)
    if not any(given(each) for each in found):
        raise Blocked("own_refused", cause="configuration", exchange=found[0].key, status=found[0].status)
    yield from missing(account.markers, found)


@check("IFC-PRV-002")
def nothing_without_a_token(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    yield from shown(secret_of(account), platform.read(platform.own_data, account, NOBODY))


@check("IFC-PRV-003")
def nothing_for_another(platform: Platform) -> Findings:
    platform.only_addressed(*platform.own_data)
    account, other = platform.people(2)
    platform.readable(account)
    platform.readable(other)
    yield from shown(secret_of(account), platform.read(platform.own_data, account, other.credentials))


def corrected(
    platform: Platform, account: Account, credentials: Headers, base: str
) -> tuple[Exchange, tuple[Marker, ...]]:
    """The answer to a correction, and the markers that it puts in. Raises Blocked where there is none."""
    example = example_of(str(platform.service.information("correction_example")), "correction_example")
    document, markers = marked(example, base)
    if not markers:
        raise Blocked("no_markers", cause="configuration")
    return platform.operated(platform.correction, account, credentials, document), markers


def seen_in_time(platform: Platform, account: Account, markers: tuple[Marker, ...]) -> list[Exchange]:
    """What a person reads of itself, once it has all of these markers, or the time of the plan is over."""
    return platform.in_time(
        lambda: platform.own(account), lambda found: all(any_shows(found, each.text) for each in markers)
    )


def gone_in_time(
    platform: Platform, account: Account, markers: Iterable[Marker], urls: list[str], credentials: Headers
) -> Findings:
    """A finding for each marker that is still shown there when the time of the plan is over: copies follow later."""
    old = tuple(markers)
    yield from shown(
        old,
        platform.in_time(
            lambda: platform.read(urls, account, credentials), lambda found: not any(markers_shown(old, found))
        ),
    )


def own_correction(platform: Platform, account: Account) -> tuple[Marker, ...]:
    """The markers that a person has put in. Raises Blocked if that is refused."""
    platform.readable(account)
    found, markers = corrected(platform, account, account.credentials, f"cn{account.markers[0].text[2:-2]}")
    if not given(found):
        raise Blocked("control_refused", exchange=found.key)
    return markers


@check("IFC-PRV-004")
def corrections_are_seen(platform: Platform) -> Findings:
    account = platform.person()
    markers = own_correction(platform, account)
    yield from missing(markers, seen_in_time(platform, account, markers))


@check("IFC-PRV-005")
def what_was_corrected_is_gone(platform: Platform) -> Findings:
    account, other = platform.people(2)
    markers = own_correction(platform, account)
    found = seen_in_time(platform, account, markers)
    if not all(any_shows(found, each.text) for each in markers):
        raise Blocked("blocked_by", ids=["IFC-PRV-004"])
    places = {each.pointer for each in markers}
    if not (old := [each for each in account.markers if each.pointer in places]):
        raise Blocked("same_place", cause="configuration")
    yield from gone_in_time(platform, account, old, platform.own_data, account.credentials)
    yield from gone_in_time(platform, account, old, platform.public_data, other.credentials)


@check("IFC-PRV-006")
def others_correct_nothing(platform: Platform) -> Findings:
    platform.only_addressed(platform.correction)
    account, other = platform.people(2)
    found, markers = corrected(platform, account, other.credentials, f"co{other.markers[0].text[2:-2]}")
    if any(any_shows(platform.readable(account), each.text) for each in markers):
        yield Finding(found.where(), status=found.status)
        return
    own = own_correction(platform, account)
    if not any(any_shows(seen_in_time(platform, account, own), each.text) for each in own):
        raise Blocked("blocked_by", ids=["IFC-PRV-004"])


@check("IFC-PRV-007")
def others_see_nothing_private(platform: Platform) -> Findings:
    account, other = platform.people(2)
    yield from shown(secret_of(account), platform.seen(account, other))


@check("IFC-PRV-008")
def strangers_see_nothing_private(platform: Platform) -> Findings:
    account, other = platform.people(2)
    platform.seen(account, other)
    yield from shown(secret_of(account), platform.read(platform.public_data, account, NOBODY))


@check("IFC-PRV-009")
def what_is_not_needed_may_be_left_out(platform: Platform) -> Findings:
    names = platform.optional_members
    example, chance = platform.example(), platform.service.random
    if strange := [each for each in names if each not in example]:
        raise Blocked("not_in_example", cause="configuration", names=strange)
    for name in (None, *names):
        left = {each: value for each, value in example.items() if each != name}
        found, account = platform.asked_for(marked(left, f"cf{chance.getrandbits(48):012x}")[0])
        if name is None and account is None:
            raise Blocked("no_account", cause="configuration", exchange=found.key, status=found.status)
        if name is not None and not given(found):
            yield Finding(found.where(), member=f"/{escape(name)}", status=found.status)


@check("IFC-PRV-010")
def exports_are_given(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    found, _, late = platform.exported(account, account.credentials)
    if not late and not given(found):
        yield Finding(found.where(), received=found.status)


@check("IFC-PRV-011")
def exports_come_in_time(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    found, place, late = platform.exported(account, account.credentials)
    if late:
        yield Finding(found.where(), status=found.status, seconds=platform.seconds)
    elif not given(found):
        raise Blocked("control_refused", exchange=found.key)
    elif not place:
        raise NotApplicable("export_at_once", exchange=found.key)


@check("IFC-PRV-012")
def programs_can_read_an_export(platform: Platform) -> Findings:
    found = platform.own_export(platform.person()).answer
    kind = found.media_type or ""
    if kind in PACKED:
        raise Blocked("export_packed", received=kind, exchange=found.key)
    if kind == "application/json" or kind.endswith("+json"):
        if not found.json.usable:
            found.json.within_bounds()
            yield Finding(found.where(), "syntax")
    elif kind not in TEXTS and not kind.endswith("+xml"):
        yield Finding(found.where(), "type", received=kind)


def legible(found: Exchange) -> Exchange:
    """The export, unless it is packed: then its content is unknown. Raises Blocked."""
    if found.media_type in PACKED:
        raise Blocked("export_packed", received=found.media_type, exchange=found.key)
    return found


def telling(platform: Platform, account: Account) -> Export:
    """The export of a person for itself, with something that it gave. Raises Blocked otherwise."""
    found = platform.own_export(account)
    if not any(shows(legible(found.answer), each.text) for each in account.markers):
        raise Blocked("blocked_by", ids=["IFC-PRV-013"])
    return found


@check("IFC-PRV-013")
def exports_are_complete(platform: Platform) -> Findings:
    account = platform.person()
    found = platform.own_export(account).answer
    yield from missing(account.markers, [legible(found)])


@check("IFC-PRV-014")
def exports_have_nothing_of_others(platform: Platform) -> Findings:
    account, other = platform.people(2)
    platform.readable(other)
    found = telling(platform, account).answer
    yield from shown(other.markers, [found])


@check("IFC-PRV-015")
def exports_have_no_credentials(platform: Platform) -> Findings:
    account = platform.person()
    found = telling(platform, account).answer
    if shows(found, account.token):
        yield Finding(found.where())


def stolen(platform: Platform, account: Account, credentials: Headers) -> Findings:
    """A finding if these credentials get the export of an account that its person gets."""
    telling(platform, account)
    found, _, late = platform.exported(account, credentials)
    if not late and any(True for _ in markers_shown(account.markers, [found])):
        yield Finding(found.where(), received=found.status)


@check("IFC-PRV-016")
def no_export_without_a_token(platform: Platform) -> Findings:
    yield from stolen(platform, platform.person(), NOBODY)


@check("IFC-PRV-017")
def no_export_for_another(platform: Platform) -> Findings:
    platform.only_addressed(platform.export)
    account, other = platform.people(2)
    yield from stolen(platform, account, other.credentials)


@check("IFC-PRV-018")
def the_place_of_an_export_is_closed(platform: Platform) -> Findings:
    account = platform.person()
    own, place, _ = telling(platform, account)
    if not place:
        raise NotApplicable("export_at_once", exchange=own.key)
    found = sent(platform.service, Request("GET", place), NOBODY)
    if any(True for _ in markers_shown(account.markers, [found])):
        yield Finding(found.where(), received=found.status)


@check("IFC-PRV-019")
def erasures_are_accepted(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    found = platform.erasing(account, account.credentials)
    if not given(found):
        yield Finding(found.where(), received=found.status)
    else:
        platform.service.removed(f"account {account.id}")


@check("IFC-PRV-020")
def erased_data_are_not_read(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    platform.erased(account)
    yield from shown(account.markers, platform.own(account))


@check("IFC-PRV-021")
def erased_people_are_not_seen(platform: Platform) -> Findings:
    account, other = platform.people(2)
    platform.readable(account)
    platform.seen(account, other)
    platform.erased(account)
    for credentials in (other.credentials, NOBODY):
        yield from gone_in_time(platform, account, account.markers, platform.public_data, credentials)


@check("IFC-PRV-022")
def erased_data_are_not_exported(platform: Platform) -> Findings:
    account = platform.person()
    place = telling(platform, account).place
    platform.erased(account)
    found = [platform.exported(account, account.credentials).answer]
    if place:
        found.append(sent(platform.service, Request("GET", place), account.credentials))
    yield from shown(account.markers, found)


@check("IFC-PRV-023")
def old_tokens_are_dead(platform: Platform) -> Findings:
    account = platform.person()
    platform.readable(account)
    platform.erased(account)
    after = platform.own(account)
    if any(any_shows(after, each.text) for each in account.markers):
        raise Blocked("blocked_by", ids=["IFC-PRV-020"])
    for found in after:
        if given(found):
            yield Finding(found.where(), received=found.status)


@check("IFC-PRV-024")
def others_keep_their_data(platform: Platform) -> Findings:
    account, other = platform.people(2)
    platform.readable(account)
    before = [each for each in other.markers if any_shows(platform.readable(other), each.text)]
    platform.erased(account)
    yield from missing(before, platform.own(other))


@check("IFC-PRV-025")
def nobody_else_erases(platform: Platform) -> Findings:
    platform.only_addressed(platform.erasure)
    if platform.erasure_example:
        raise NotApplicable("may_authenticate")
    account, other = platform.people(2)
    before = [each for each in account.markers if any_shows(platform.readable(account), each.text)]
    for who, credentials in (("nobody", NOBODY), ("another", other.credentials)):
        found = platform.erasing(account, credentials)
        if any(not any_shows(platform.own(account), each.text) for each in before):
            yield Finding(found.where(), who, status=found.status)
            return
    platform.erased(account)
    if any(any_shows(platform.own(account), each.text) for each in before):
        raise Blocked("blocked_by", ids=["IFC-PRV-020"])
