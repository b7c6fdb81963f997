"""Checks of a shelf: a plain one, a generative one and a stateful one."""

from __future__ import annotations

from conformance.authoring import Finding, Findings, Stimulus, check
from conformance.transports.exchange import Request

from .view import Shelf


@check("TOY-SHF-002")
def things_are_there(shelf: Shelf) -> Findings:
    thing = shelf.thing(shelf.service.information("thing"))
    if thing.status != 200:
        yield Finding(thing.where(), received=thing.status, expected=200)


@check("TOY-SHF-003", each=Stimulus)
def unknown_things_are_not_there(shelf: Shelf, stimulus: str) -> Findings:
    _ = shelf.control
    thing = shelf.thing(stimulus)
    if thing.status != 404:
        yield Finding(thing.where(), received=thing.status, expected=404)


@check("TOY-SHF-004", each=Stimulus)
def what_was_put_stays(shelf: Shelf, stimulus: list[list[str]]) -> Findings:
    there: set[str] = set()
    for step, (what, name) in enumerate(stimulus, 1):
        url = shelf.service.absolute(f"things/{name}")
        if what == "put":
            shelf.service.created(name, Request("DELETE", url))
            shelf.service.send(Request("PUT", url))
            there.add(name)
        else:
            shelf.service.send(Request("DELETE", url))
            there.discard(name)
        for each in sorted(there):
            thing = shelf.thing(each)
            if thing.status != 200:
                yield Finding(thing.where(), steps=step, received=thing.status, expected=200)
                return


@check("TOY-SHF-005")
def labels_are_texts(shelf: Shelf) -> Findings:
    for at, label in enumerate(shelf.labels):
        if not isinstance(label, str):
            yield Finding(shelf.front.where(f"/labels/{at}"), received=label)
