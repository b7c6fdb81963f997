"""The protocols that devices are listened to by: our own, and those of families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Catalogue
from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.packages import import_code
from conformance.model.text import Text
from conformance.recordings.capture import AsItIs

if TYPE_CHECKING:
    from conformance.recordings.capture import Listener


class InOurFormat:
    """A device that speaks the recording format, over a WebSocket or through a broker."""

    PROFILES: Sequence[str] = ()

    def __init__(self, by: str, title: Text) -> None:
        self.BY, self.TITLE = by, title

    def capture(self) -> AsItIs:
        """For one device."""
        return AsItIs()


OURS: Mapping[str, Listener] = {
    "websocket": InOurFormat(
        "messages", Text("devices that speak the recording format over a WebSocket", "以 WebSocket 发送录制格式的设备")
    ),
    "mqtt": InOurFormat(
        "broker", Text("a device that publishes the recording format through MQTT", "经 MQTT 发布录制格式的设备")
    ),
}


def protocols(catalogue: Catalogue) -> dict[str, Listener]:
    """All protocols by name. Raises CatalogueError where a family takes the name of another."""
    found: dict[str, Any] = dict(OURS)
    owners: dict[str, str] = {}
    for family in catalogue.families.values():
        for name in family.listeners:
            if name in found:
                other = owners.get(name, "conformance")
                problem = Text(f"the protocol {name} is {other}'s already", f"协议 {name} 已属于 {other}")
                raise CatalogueError(family.folder / "listen" / f"{name}.py", problem)
            found[name] = import_code(f"{family.package}.listen", family.folder / "listen", name)
            owners[name] = family.id
    return found
