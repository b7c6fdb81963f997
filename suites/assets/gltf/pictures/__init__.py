"""Pictures of models for reports: the parts of a model that a place belongs to, and the process that draws them."""

from __future__ import annotations

from collections.abc import Callable

from conformance.readers.source import Source
from conformance_suites.assets.gltf.pictures.marks import Mark, Marks
from conformance_suites.assets.gltf.reader.model import read_model

EXTRA, LIBRARY = "pictures", "embreex"
WORKER = f"{__name__}.worker"


def marks(source: Source) -> Callable[[str], list[Mark]]:
    """A function from a JSON pointer to its visible parts. Raises NotJudged where the model cannot be read."""
    return Marks(read_model(source)).at
