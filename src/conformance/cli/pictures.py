"""`--pictures` of `check` and `report`: pictures of the judged models, beside the journal and in the HTML report."""

from __future__ import annotations

import json
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.console import complain
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


def draw(journal: Path, language: str, catalogue: Catalogue | None = None) -> Path:
    """Make the pictures of a journal's models and return their folder. Raises NotAJournal.

    A missing extra is reported here as well: the report says it only where a picture would be.
    """
    from conformance.engine.pictures import INDEX, make_pictures

    folder = pictures_folder(journal)
    make_pictures(events(journal), folder, catalogue or load_catalogue())
    subjects = json.loads((folder / INDEX).read_text(encoding="utf-8"))["subjects"]
    reasons = [picture.get("reason") for subject in subjects for picture in subject["pictures"]]
    if lacking := next((reason for reason in reasons if reason and reason["key"] == "extra_missing"), None):
        complain(Text(f"no pictures: {lacking['en']}", f"没有图片：{lacking['zh']}"), language)
    return folder
