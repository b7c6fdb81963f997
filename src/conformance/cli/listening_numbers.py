"""How long, where and how many: the numbers that `listen` takes."""

from __future__ import annotations

from conformance.cli.parser import Misuse
from conformance.model.text import Text

MOST_DEVICES = 16
PORTS = 65_535


def seconds(value: str) -> float:
    """A time. Raises Misuse."""
    try:
        found = float(value)
    except ValueError:
        found = 0.0
    if not 0.0 < found <= 86_400.0:
        raise Misuse(
            Text(
                "--duration and --wait: seconds above 0, at most 86400",
                "--duration 和 --wait：大于 0 且不超过 86400 的秒数",
            )
        )
    return found


def port(value: str) -> int:
    """A port, 0 for any. Raises Misuse."""
    number = int(value) if value.isdigit() else -1
    if not 0 <= number <= PORTS:
        raise Misuse(Text("--port: a whole number from 0 to 65535", "--port：应为 0 至 65535 的整数"))
    return number


def devices(value: str) -> int:
    """A number of devices. Raises Misuse."""
    number = int(value) if value.isdigit() else 0
    if not 1 <= number <= MOST_DEVICES:
        raise Misuse(
            Text(f"--devices: a whole number from 1 to {MOST_DEVICES}", f"--devices：应为 1 至 {MOST_DEVICES} 的整数")
        )
    return number
