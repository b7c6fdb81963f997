"""Checks of a live thing against its Thing Description 1.1, over the protocol binding based on HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from conformance.authoring import Blocked, Finding, Findings, NotApplicable, capped, check
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange, Request
from conformance_suites.interfaces.wot.reader.data import deviation, is_number, same
from conformance_suites.interfaces.wot.reader.walk import Members

from .view import DENIED, INVOKE, WRITE, Chosen, LiveThing, Read, Use, is_json

BEFORE = 8
"""Reads between the begin of an observation and the change: at least as many as requests are sent at once."""
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
            yield Finding(found.where(wrong.pointer), name=capped(use.name), term=wrong.term)


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
            yield Finding(found.where(), "value", name=capped(each.use.name), term=wrong.term)


@check("IFC-WTB-006")
def a_written_value_is_read_back(thing: LiveThing) -> Findings:
    with _written(thing) as (chosen, read, write):
        found = write(chosen.value[0])
        if not _is_success(found):
            yield Finding(found.where(), "refused", name=capped(chosen.use.name), received=found.status)
        elif not same((now := _value(read())), chosen.value[0]):
            yield Finding(found.where(), name=capped(chosen.use.name), received=_shown(now))


@check("IFC-WTB-007")
def wrong_values_are_refused(thing: LiveThing) -> Findings:
    with _written(thing) as (chosen, read, write):
        wrong = _wrong(chosen.use.affordance)
        _took(write(chosen.value[0]), read(), chosen)
        for value in wrong:
            found = write(value)
            if not 400 <= found.status < 500:
                yield Finding(found.where(), "status", received=found.status, value=_shown(value))
            elif not same((now := _value(read())), chosen.value[0]):
                yield Finding(found.where(), "changed", received=_shown(now), value=_shown(value))


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
            yield Finding(found.where(wrong.pointer), name=capped(chosen.use.name), term=wrong.term)


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
            yield Finding(found.where(), received=found.status, value=_shown(value))


@check("IFC-WTB-011")
def unknown_properties_are_not_there(thing: LiveThing) -> Findings:
    for use, _ in thing.named[:1]:
        name = f"conformance-{thing.service.random.getrandbits(64):016x}"
        found = thing.service.get(f"{use.url.removesuffix(use.name)}{name}", judging=DENIED)
        if _is_success(found):
            yield Finding(found.where(), received=found.status, url=found.request.url)


@check("IFC-WTB-012")
def changes_reach_an_observer(thing: LiveThing) -> Findings:
    if not thing.observable:
        return
    with _written(thing) as (chosen, read, _):
        observed = [use for use in thing.observable if use.name == chosen.use.name]
        if not observed:
            raise NotApplicable("not_observed", name=chosen.use.name)
        answers = thing.service.send_all(
            [
                observed[0]._replace(method="GET").request(),
                *[_reader(thing, chosen).request()] * BEFORE,
                chosen.use.request(*chosen.value),
            ]
        )
        found = answers[0]
        _took(answers[-1], read(), chosen)
        if not _is_success(found):
            yield Finding(found.where(), "status", received=found.status)
        elif not same((now := _value(found)), chosen.value[0]):
            yield Finding(found.where(), received=_shown(now), expected=_shown(chosen.value[0]))


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


Sends = Callable[..., Exchange]


@contextmanager
def _written(thing: LiveThing) -> Iterator[tuple[Chosen, Sends, Sends]]:
    """What may be written, with functions that read and write it; its value is restored when the case is over.

    Raises NotApplicable if nothing can be written, Blocked if the value cannot be read or is there already.
    """
    if not thing.writable:
        raise NotApplicable("nothing_writable")
    with thing.turn:
        yield from _changing(thing)


def _changing(thing: LiveThing) -> Iterator[tuple[Chosen, Sends, Sends]]:
    chosen = thing.chosen(WRITE, thing.writable)
    if not chosen.value:
        raise Blocked("no_value_given", cause="configuration", text="")
    reader = _reader(thing, chosen)

    def read() -> Exchange:
        return thing.service.send(reader.request())

    def write(value: Any) -> Exchange:
        return thing.service.send(chosen.use.request(value))

    before = read()
    if not _is_success(before) or not before.json.within_bounds().usable:
        raise Blocked("not_readable", exchange=before.key, name=chosen.use.name)
    if same(before.json.document, chosen.value[0]):
        raise Blocked("value_is_there", cause="configuration", name=chosen.use.name)
    restoring: Request = chosen.use.request(before.json.document)
    name = f"the value of {chosen.use.name}"
    thing.service.created(name, restoring)
    yield chosen, read, write
    if _is_success(thing.service.send(restoring)):
        thing.service.removed(name)


def _took(written: Exchange, read: Exchange, chosen: Chosen) -> None:
    """Raises Blocked if the value was not written, which another row reports."""
    if not _is_success(written):
        raise Blocked("control_refused", exchange=written.key)
    if not same(_value(read), chosen.value[0]):
        raise Blocked("blocked_by", ids=["IFC-WTB-006"])


def _reader(thing: LiveThing, chosen: Chosen) -> Use:
    for use in thing.uses("PropertyAffordance", "readproperty"):
        if use.name == chosen.use.name and use.method == "GET":
            return use
    raise NotApplicable("write_only", name=chosen.use.name)


def _wrong(schema: Members) -> list[Any]:
    """Values that a data schema does not allow: one of another type, and one beyond its limits. Raises NotApplicable."""
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
    """The value in an answer; a text that no plan can name where there is none."""
    return found.json.document if found.json.usable else "\0"


def _shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False))
