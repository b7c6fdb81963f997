"""The graph of links and joints, and the chains of joints that mimic others."""

from __future__ import annotations

from conformance.authoring import Blocked
from conformance.readers.xml_tree import Element

from .view import Robot

Edges = dict[str, tuple[str, Element]]


def end(joint: Element, side: str) -> str | None:
    """The link that a joint names as its `side`, parent or child."""
    element = joint.first(side)
    return element.attributes.get("link") if element else None


def edges(robot: Robot) -> list[tuple[str, str, Element]]:
    """(parent, child, joint) of every joint. Raises Blocked if a joint does not name two existing links."""
    found, unnamed, unknown = [], False, False
    for joint in robot.joints:
        parent, child = end(joint, "parent"), end(joint, "child")
        if parent is None or child is None:
            unnamed = True
        elif parent not in robot.link_names or child not in robot.link_names:
            unknown = True
        else:
            found.append((parent, child, joint))
    if unnamed or unknown:
        raise Blocked("blocked_by", ids=[*(["TRM-URD-002"] if unnamed else []), *(["TRM-URD-007"] if unknown else [])])
    return found


def first_parents(robot: Robot) -> Edges:
    """Child -> its first parent and the joint between them."""
    found: Edges = {}
    for parent, child, joint in edges(robot):
        found.setdefault(child, (parent, joint))
    return found


def mimicked(robot: Robot) -> Edges:
    """Joint -> the joint it mimics, if that is another existing joint, and the joint element."""
    found: Edges = {}
    for joint, mimic in robot.mimics:
        name, other = joint.attributes.get("name"), mimic.attributes.get("joint")
        if name is not None and other is not None and name != other and other in robot.joint_names:
            found.setdefault(name, (other, joint))
    return found


def loops(graph: Edges) -> list[list[str]]:
    """The loops of a graph in which each node has one successor, each starting at its first node in the file."""
    done: set[str] = set()
    found = []
    for start in graph:
        path: dict[str, None] = {}
        node = start
        while node in graph and node not in done and node not in path:
            path[node] = None
            node = graph[node][0]
        if node in path:
            found.append(list(path)[list(path).index(node) :])
        done.update(path)
    return found
