"""The pictures beside a journal, as markup: embedded in the page, or a sentence saying why one is missing."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.model.text import LANGUAGES
from conformance.reporting.cases import Case
from conformance.reporting.page import attributes, both, safe, wording
from conformance.reporting.words import word

FORMAT, INDEX = 1, "index.json"
# A page with its results has to stay below 8 MB; the size of a single picture is limited where it is made.
MOST_EMBEDDED, LARGEST = 1_500_000, 30_000
LEGENDS = {
    "bone": "legend_ring",
    "node": "legend_ring",
    "primitive": "legend_primitive",
    "image": "legend_image",
    "signal": "legend_signal",
}
SEPARATORS = {"en": "; ", "zh": "；"}
Texts = dict[str, str]


@dataclass(frozen=True)
class Figure:
    """A picture, or the reason why there is none. `alt` describes it, `legends` are keys of the words."""

    alt: Texts
    marks: list[Texts]
    legends: list[str]
    file: str | None
    reason: Texts | None


@dataclass(frozen=True)
class Model:
    """A judged model with its figures by requirement; the figure of the whole model is under None."""

    name: str
    digest: str
    violated: int
    figures: dict[str | None, Figure]


class Pictures:
    """The index of a folder of pictures. Without a folder, or with the folder of another run, nothing is shown.

    Texts in attributes are initially in `language`.
    """

    def __init__(self, folder: Path | None, run: str, language: str) -> None:
        self._folder, self._language = folder or Path(), language
        self._left = MOST_EMBEDDED
        self._models: dict[tuple[str, str], Model] = {}
        self._left_out = 0
        try:
            index = json.loads((folder / INDEX).read_text(encoding="utf-8")) if folder else {}
            if index.get("format") == FORMAT and index["run"] == run:
                models = [_model(each) for each in index["subjects"]]
                self._models = {(model.name, model.digest): model for model in models}
                self._left_out = int(index["left_out"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # a view is better without pictures than none at all

    def models(self) -> Iterator[str]:
        """A figure of each model as a whole."""
        figures = []
        for model in self._models.values():
            count = wording("picture", "violated", count=model.violated)
            figures += [
                self._markup(figure, f"<code>{safe(model.name)}</code><br>{count}")
                for requirement, figure in model.figures.items()
                if requirement is None
            ]
        if figures:
            yield f'<div class="card models">{"".join(figures)}</div>'
        if self._left_out:
            yield f'<p class="more">{wording("picture", "left_out", count=self._left_out)}</p>'

    def of(self, case: Case) -> str:
        """The figure that marks the findings of a kept case; empty if there is none."""
        model = self._models.get((case.subject.name, case.subject.digest or ""))
        figure = model.figures.get(case.row.id) if model else None
        return self._markup(figure, _caption(figure)) if figure else ""

    def _markup(self, figure: Figure, caption: str) -> str:
        """The picture with its caption, or what it would show and why it is missing."""
        data = self._data(figure.file)
        if data:
            alt = f'alt="{safe(figure.alt[self._language])}" {attributes(figure.alt)}'
            image = f'<img src="data:image/webp;base64,{data}" {alt}>'
            return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
        why = both(figure.reason) if figure.reason else wording("picture", "not_here")
        would = _told("would", figure.alt)
        return f'<figure class="missing"><figcaption><p>{would}</p><p>{why}</p></figcaption></figure>'

    def _data(self, name: str | None) -> str:
        """The picture in base64; empty if there is none or no room for it. Only small WebP files are accepted."""
        if name is None or Path(name).name != name:
            return ""
        try:
            with (self._folder / name).open("rb") as file:
                data = file.read(LARGEST + 1)
        except (OSError, ValueError):
            return ""
        if len(data) > LARGEST or data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) > self._left:
            return ""
        self._left -= len(data)
        return base64.b64encode(data).decode("ascii")


def _told(key: str, what: Texts) -> str:
    """A sentence about what is shown, in both languages."""
    return both({each: word("picture", key, each, what=what[each]) for each in LANGUAGES})


def _model(record: dict[str, Any]) -> Model:
    name = str(record["name"])
    figures = {each["requirement"]: _figure(name, each) for each in record["pictures"]}
    return Model(name, record["digest"], int(record["violated"]), figures)


def _caption(figure: Figure) -> str:
    """What is marked, one line per part if there are several, and how to read the marks."""
    alone = figure.marks[0] if len(figure.marks) == 1 else dict.fromkeys(LANGUAGES, "")
    parts = "".join(f"<li>{both(each)}</li>" for each in figure.marks if each != alone)
    legends = "".join(f"<p>{wording('picture', each)}</p>" for each in figure.legends)
    return f"<p>{_told('marked', alone)}</p>{parts and f'<ul>{parts}</ul>'}{legends}"


def _figure(name: str, record: dict[str, Any]) -> Figure:
    marks, file, reason = _marks(record), record.get("file"), record.get("reason")
    listed = {each: SEPARATORS[each].join(mark[each] for mark in marks) for each in LANGUAGES}
    key = "alt_marked" if marks else "alt"
    return Figure(
        alt={each: word("picture", key, each, name=name, marks=listed[each]) for each in LANGUAGES},
        marks=marks,
        legends=_legends(record["marks"]),
        file=None if file is None else str(file),
        reason=None if reason is None else {each: str(reason[each]) for each in LANGUAGES},
    )


def _marks(record: dict[str, Any]) -> list[Texts]:
    """What is marked, in both languages; several rings are numbered as in the picture."""
    ringed = [mark for mark in record["marks"] if LEGENDS[mark["kind"]] == "legend_ring"]
    told: list[Texts] = []
    for mark in record["marks"]:
        ring = f"({ringed.index(mark) + 1}) " if len(ringed) > 1 and mark in ringed else ""
        told.append({each: f"{ring}{_mark(mark, each)}" for each in LANGUAGES})
    if record["more"]:
        told.append({each: word("label", "more_rows", each, count=record["more"]) for each in LANGUAGES})
    return told


def _legends(marks: list[dict[str, Any]]) -> list[str]:
    """The keys of the legends; images are shown only if nothing else is marked."""
    keys = list(dict.fromkeys(LEGENDS[mark["kind"]] for mark in marks))
    return keys if keys == ["legend_image"] else [each for each in keys if each != "legend_image"]


def _mark(mark: dict[str, Any], language: str) -> str:
    """One part: its kind, its place in the document and its name."""
    name = str(mark["name"])
    what = word("picture", mark["kind"], language, index=mark["index"], part=mark["part"], name=name)
    return word("picture", "named", language, what=what, name=name) if name and mark["kind"] != "bone" else what
