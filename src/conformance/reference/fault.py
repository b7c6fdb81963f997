"""The fault of a reference product."""

from dataclasses import dataclass


@dataclass
class Fault:
    """The fault that is switched on, by name; "" for none. An application checks it for every response."""

    name: str = ""

    def is_(self, name: str) -> bool:
        """Whether this fault is on."""
        return self.name == name
