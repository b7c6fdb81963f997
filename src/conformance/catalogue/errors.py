"""What is wrong with a catalogue, in one sentence with its place."""

from __future__ import annotations


class CatalogueError(Exception):
    """A suite, profile, schema or trace that cannot be used; `place` is the file, with the row if it is about one."""

    def __init__(self, place: object, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = str(place)
        self.problem = problem

    def __reduce__(self) -> tuple[type[CatalogueError], tuple[str, str]]:
        """Made anew from its parts when it comes out of a worker process."""
        return type(self), (self.place, self.problem)
