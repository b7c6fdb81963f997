"""Checks of a live thing against its Thing Description 1.1, over the protocol binding based on HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import is_number, object_or_empty
from conformance.transports.exchange import Exchange
from conformance.transports.service import Service
from conformance_suites.interfaces.wot.reader.data import Deviation, deviation, same, shown
from conformance_suites.interfaces.wot.reader.walk import Members

from .view import DENIED, INVOKE, WRITE, LiveThing, Read, Use, is_json

BEFORE = 8
"""Reads between the begin of an observation and the change: at least as many as requests are sent at once."""
TOO_LATE = (408, 503, 504)
"""What an observer is answered where nothing changed in time."""
_OTHERS: tuple[Any, ...] = ({"conformance": []}, "conformance", -1, None)
"""Values some of which hardly any schema allows."""
_BEYOND = 1_000_000


@check("IFC-WTB-001")
def the_thing_publishes_its_description(thing: LiveThing) -> Findings:
    found = thing.published
    if found.status != 200:
        yield Finding(found.where(), "status", received=found.status)
    elif not thing.is_described:
        yield Finding(found.where())


@check("IFC-WTB-002")
def properties_can_be_read(thing: LiveThing) -> Findings:
    for use, found in thing.reads:
        if not _is_success(found) and found.status not in DENIED:
            yield Finding(found.where(), name=capped(use.name), received=found.status)
    if thing.reads and all(each.exchange.status in DENIED for each in thing.reads):
        _ = thing.answered


@check("IFC-WTB-003")
def values_have_the_content_type_of_the_form(thing: LiveThing) -> Findings:
    for use, found in thing.answered:
        if found.media_type != use.answered_in:
            yield Finding(
                found.where(), name=capped(use.name), received=found.media_type or "", expected=capped(use.answered_in)
            )


@check("IFC-WTB-004")
def values_conform_to_the_data_schema(thing: LiveThing) -> Findings:
    for use, found in thing.valued:
        if not found.json.within_bounds().usable:
            yield Finding(found.where(), "text", name=capped(use.name))
        elif wrong := deviation(use.affordance, found.json.document, unseen="writeOnly"):
            yield Finding(found.where(wrong.pointer), name=capped(use.name), **_told(wrong))


@check("IFC-WTB-005")
def all_properties_are_read_at_once(thing: LiveThing) -> Findings:
    for use in thing.at_once:
        expected = thing.valued
        found = thing.service.send(use.request())
        if not _is_success(found):
            yield Finding(found.where(), "status", received=found.status)
        elif not isinstance(found.json.within_bounds().document, dict):
            yield Finding(found.where(), "other")
        else:
            yield from _all_of(found, expected)


def _all_of(found: Exchange, expected: list[Read]) -> Findings:
    for each in expected:
        if each.use.name not in found.member:
            yield Finding(found.where(), name=capped(each.use.name))
        elif wrong := deviation(each.use.affordance, found.member[each.use.name], unseen="writeOnly"):
            yield Finding(found.where(), "value", name=capped(each.use.name), **_told(wrong))


@check("IFC-WTB-006")
def a_written_value_is_read_back(thing: LiveThing) -> Findings:
    with _changing(thing) as change:
        found = change.write(change.value)
        if not _is_success(found):
            yield Finding(found.where(), "refused", name=capped(change.name), received=found.status)
        elif not same((now := _value(change.read())), change.value):
            yield Finding(found.where(), name=capped(change.name), received=shown(now))


@check("IFC-WTB-007")
def wrong_values_are_refused(thing: LiveThing) -> Findings:
    with _changing(thing) as change:
        wrong = _wrong(change.use.affordance)
        change.expect(change.write(change.value))
        for value in wrong:
            found = change.write(value)
            if not 400 <= found.status < 500:
                yield Finding(found.where(), "status", received=found.status, value=shown(value))
            elif not same((now := _value(change.read())), change.value):
                yield Finding(found.where(), "changed", received=shown(now), value=shown(value))


@check("IFC-WTB-008")
def what_is_read_only_cannot_be_written(thing: LiveThing) -> Findings:
    for use, found in thing.constant:
        request = use._replace(method="PUT").request(found.json.document)
        answer = thing.service.send(request, judging=DENIED)
        if _is_success(answer):
            yield Finding(answer.where(), name=capped(use.name), received=answer.status)


@check("IFC-WTB-009")
def actions_can_be_invoked(thing: LiveThing) -> Findings:
    if not thing.invocable:
        return
    chosen = thing.chosen(INVOKE, thing.invocable)
    with thing.turn:
        found = thing.service.send(chosen.use.request(*chosen.value))
    if not _is_success(found):
        yield Finding(found.where(), "status", name=capped(chosen.use.name), received=found.status)
    elif _says_the_output(chosen.use, found):
        if not found.json.within_bounds().usable:
            yield Finding(found.where(), "text", name=capped(chosen.use.name))
        elif wrong := deviation(chosen.use.affordance["output"], found.json.document, unseen="writeOnly"):
            yield Finding(found.where(wrong.pointer), name=capped(chosen.use.name), **_told(wrong))


def _says_the_output(use: Use, found: Exchange) -> bool:
    """Whether the answer is the result of an action: 200 of one that does not go on."""
    ended = found.status == 200 and use.affordance.get("synchronous") is not False
    return ended and isinstance(use.affordance.get("output"), dict) and is_json(use.answered_in)


@check("IFC-WTB-010")
def wrong_input_is_refused(thing: LiveThing) -> Findings:
    if not thing.invocable:
        return
    chosen = thing.chosen(INVOKE, thing.invocable)
    wrong = _wrong(object_or_empty(chosen.use.affordance.get("input")))
    with thing.turn:
        if not _is_success(control := thing.service.send(chosen.use.request(*chosen.value))):
            raise Blocked("control_refused", exchange=control.key)
        answers = [(value, thing.service.send(chosen.use.request(value))) for value in wrong]
    for value, found in answers:
        if not 400 <= found.status < 500:
            yield Finding(found.where(), received=found.status, value=shown(value))


@check("IFC-WTB-011")
def unknown_properties_are_not_there(thing: LiveThing) -> Findings:
    for use, _ in thing.named[:1]:
        name = f"conformance-{thing.service.random.getrandbits(64):016x}"
        found = thing.service.get(f"{use.url.removesuffix(use.name)}{name}", judging=DENIED)
        if _is_success(found):
            yield Finding(found.where(), received=found.status)


@check("IFC-WTB-012")
def changes_reach_an_observer(thing: LiveThing) -> Findings:
    if not thing.observable:
        return
    with _changing(thing) as change:
        observed = [use for use in thing.observable if use.name == change.name]
        if not observed:
            raise NotApplicable("not_observed", name=change.name)
        observing = observed[0]._replace(method="GET").request()
        requests = [observing, *[change.reading.request()] * BEFORE, change.use.request(change.value)]
        found, *_, written = thing.service.send_all(requests)
        change.expect(written)
        if found.status >= 400 and found.status not in TOO_LATE:
            yield Finding(found.where(), "status", received=found.status)
        elif not _is_success(found) or not found.json.usable or same(found.json.document, change.before):
            raise Blocked("answered_early", exchange=found.key)
        elif not same(found.json.document, change.value):
            yield Finding(found.where(), received=shown(found.json.document), expected=shown(change.value))


@check("IFC-WTB-013")
def what_needs_no_security_asks_for_none(thing: LiveThing) -> Findings:
    for use, found in thing.open_reads:
        if found.status in DENIED:
            yield Finding(found.where(), name=capped(use.name), received=found.status)


@check("IFC-WTB-014")
def described_security_is_enforced(thing: LiveThing) -> Findings:
    for use in thing.protected:
        _ = thing.answered
        found = thing.service.send(use.request(), authenticate=False, judging=DENIED)
        if _is_success(found):
            yield Finding(found.where(), name=capped(use.name), received=found.status)


@dataclass(frozen=True)
class Change:
    """A property that may be written, how it is read, its value, and the one that the plan gives for it."""

    service: Service
    use: Use
    reading: Use
    before: Any
    value: Any

    @property
    def name(self) -> str:
        return self.use.name

    def read(self) -> Exchange:
        """The answer with the value."""
        return self.service.send(self.reading.request())

    def write(self, value: Any) -> Exchange:
        """The answer to who writes this value."""
        return self.service.send(self.use.request(value))

    def expect(self, written: Exchange) -> None:
        """Raises Blocked if the value of the plan was not written, which another row reports."""
        if not _is_success(written):
            raise Blocked("control_refused", exchange=written.key)
        if not same(_value(self.read()), self.value):
            raise Blocked("blocked_by", ids=["IFC-WTB-006"])


@contextmanager
def _changing(thing: LiveThing) -> Iterator[Change]:
    """What the plan allows to write, by one row after the other; its value is restored at the end.

    Raises NotApplicable if nothing can be written, Blocked if the value cannot be read or is there already.
    """
    if not thing.writable:
        raise NotApplicable("nothing_writable")
    use, given = thing.chosen(WRITE, thing.writable)
    if not given:
        raise Blocked("no_value_given", cause="configuration", text="")
    reading = next((each.use for each in thing.reads if each.use.name == use.name), None)
    if reading is None:
        raise NotApplicable("write_only", name=use.name)
    with thing.turn:
        before = thing.service.send(reading.request())
        if not _is_success(before) or not before.json.within_bounds().usable:
            raise Blocked("not_readable", exchange=before.key, name=use.name)
        if same(before.json.document, given[0]):
            raise Blocked("value_is_there", cause="configuration", name=use.name)
        restoring, name = use.request(before.json.document), f"the value of {use.name}"
        thing.service.created(name, restoring)
        yield Change(thing.service, use, reading, before.json.document, given[0])
        if _is_success(thing.service.send(restoring)):
            thing.service.removed(name)


def _wrong(schema: Members) -> list[Any]:
    """Values that a data schema does not allow: one of another type, one beyond its limits. Raises NotApplicable."""
    beyond = [schema.get(name) for name in ("maximum", "exclusiveMaximum")]
    values = [next((each for each in _OTHERS if deviation(schema, each)), None)]
    values += [each + _BEYOND for each in beyond if is_number(each)]
    found = [each for each in values if deviation(schema, each)]
    if not found:
        raise NotApplicable("anything_goes")
    return found


def _is_success(found: Exchange) -> bool:
    return found.status // 100 == 2


def _value(found: Exchange) -> Any:
    """The value that was read. Raises Blocked without one, which another row reports."""
    if not found.json.within_bounds().usable:
        raise Blocked("blocked_by", ids=["IFC-WTB-004"])
    return found.json.document


def _told(wrong: Deviation) -> dict[str, str]:
    return {"term": wrong.term, "received": shown(wrong.received), "expected": shown(wrong.expected)}
