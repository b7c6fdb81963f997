"""What is examined of materials and connections; only the process of the library imports this."""

from __future__ import annotations

from typing import Any

from pxr import UsdShade

DIRECT = ("material:binding", "material:binding:full", "material:binding:preview")


def examine(prim: Any, told: Any) -> None:
    """Look at the bindings and the connections of a prim."""
    for name in DIRECT:
        relation = prim.GetRelationship(name)
        if relation and relation.HasAuthoredTargets():
            _binding(prim, relation, told)
    connectable = UsdShade.ConnectableAPI(prim)
    if connectable:
        for port in [*connectable.GetInputs(), *connectable.GetOutputs()]:
            _connection(prim, port.GetAttr(), told)


def _binding(prim: Any, relation: Any, told: Any) -> None:
    told.look("bindings")
    targets = relation.GetTargets()
    if len(targets) != 1:
        told.say("bindings", relation.GetPath(), "number", received=len(targets))
        return
    target = prim.GetStage().GetPrimAtPath(targets[0])
    if not target or not target.IsA(UsdShade.Material):
        received = str(target.GetTypeName()) if target else ""
        told.say("bindings", relation.GetPath(), "" if target else "missing", target=str(targets[0]), received=received)


def _connection(prim: Any, attribute: Any, told: Any) -> None:
    for path in attribute.GetConnections():
        told.look("connections")
        source = prim.GetStage().GetPrimAtPath(path.GetPrimPath())
        if not source or not source.GetAttribute(path.name):
            told.say("connections", attribute.GetPath(), received=str(path))
