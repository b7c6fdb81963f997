"""`--pictures` of `check` and `report`: pictures of the judged models, beside the journal and in the HTML report."""

from __future__ import annotations

from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.parser import Parser
from conformance.model.text import Text
from conformance.reporting.journal import events
from conformance.reporting.views import pictures_folder


def add_pictures_option(made: Parser) -> None:
    """Whether to draw the judged models."""
    made.option(
        "--pictures",
        action="store_true",
        help=Text(
            "draw the judged models for the HTML report and mark the places that violate a requirement",
            "为 HTML 报告绘制所判定的模型，并标出不满足要求之处",
        ),
    )


def draw(journal: Path, catalogue: Catalogue | None = None) -> Path:
    """Make the pictures of a journal's models and return their folder. Raises NotAJournal."""
    from conformance.engine.pictures import make_pictures

    folder = pictures_folder(journal)
    make_pictures(events(journal), folder, catalogue or load_catalogue())
    return folder
