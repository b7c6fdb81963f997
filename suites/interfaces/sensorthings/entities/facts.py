"""How much there is in a document of entities."""

from __future__ import annotations

import json
from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.sensorthings.reader.entities import ID, Entity

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The distinct entities with all mandatory properties, and the observations with a result among them."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        whole = [each for each in source.once(view).typed if _is_whole(each)]
        observed = [each for each in whole if each.type == "Observation" and each.members["result"] is not None]
        return {"entities": _distinct(whole), "observations": _distinct(observed)}
    return {"entities": 0, "observations": 0}


def _is_whole(entity: Entity) -> bool:
    return entity.grammar.mandatory.keys() <= entity.members.keys()


def _distinct(entities: list[Entity]) -> int:
    return len({(each.type, json.dumps(each.members.get(ID), sort_keys=True)) for each in entities})
