"""The report shows the pictures beside its journal, and where there is none it says what would be shown."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from doubles.journals import end, failed, finding, opening, requirement, subject

from conformance.reporting import pictures
from conformance.reporting.html import write_html
from conformance.reporting.pictures import INDEX, Pictures

WEBP = b"RIFF\x10\0\0\0WEBPVP8 "
BONE = {"kind": "bone", "index": 3, "part": None, "name": "leftHand"}
NODE = {"kind": "node", "index": 4, "part": None, "name": "Arm"}
PART = {"kind": "primitive", "index": 1, "part": 2, "name": ""}
REASON = {"key": "extra_missing", "en": "pip install it", "zh": "请安装"}


def wished(requirement_: str | None, *marks: dict[str, Any], **answer: Any) -> dict[str, Any]:
    return {"requirement": requirement_, "marks": list(marks), "more": 0, **answer}


def written(folder: Path, *shown: dict[str, Any], **members: Any) -> Path:
    model = {"name": "a.json", "digest": "sha256:a.json", "violated": 1, "pictures": list(shown)}
    index = {"format": 1, "run": "1", "subjects": [model], "left_out": 0, **members}
    folder.mkdir(exist_ok=True)
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return folder


def page(folder: Path | None) -> str:
    out = StringIO()
    violated = subject("F", failed("T-1", finding()))
    write_html(iter([opening(requirement("T-1")), violated, end()]), out, "en", folder)
    return out.getvalue()


def test_a_picture_is_embedded_beside_its_finding_with_its_text_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(WEBP)
    made = page(written(tmp_path, wished(None, file="a.webp"), wished("T-1", BONE, file="a.webp")))
    assert made.count('<img src="data:image/webp;base64,') == 2
    assert 'alt="The model a.json, marked: bone leftHand (node 3)"' in made
    assert 'data-zh="模型 a.json，已标记：骨骼 leftHand（节点 3）"' in made
    article = made[made.index('id="r-T-1"') :]
    assert article.index("<img") < article.index("wrong")
    assert "requirements violated: 1" in made


def test_without_a_picture_the_report_says_what_it_would_show_and_why_it_does_not(tmp_path: Path) -> None:
    made = page(written(tmp_path, wished(None, reason=REASON), wished("T-1", PART, reason=REASON)))
    assert "<img" not in made
    assert "No picture: The model a.json, marked: primitive 2 of mesh 1." in made
    assert "无图片：模型 a.json，已标记：网格 1 的图元 2。" in made
    assert "pip install it" in made
    assert "请安装" in made


def test_several_rings_are_numbered_as_they_are_in_the_picture(tmp_path: Path) -> None:
    made = page(written(tmp_path, wished("T-1", BONE, PART, NODE, reason=REASON, more=5)))
    parts = ["(1) bone leftHand (node 3)", "primitive 2 of mesh 1", "(2) node 4 &quot;Arm&quot;", "and 5 more"]
    assert "; ".join(parts) in made


def test_a_caption_lists_what_is_marked_and_says_how_to_read_the_marks(tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(WEBP)
    made = page(written(tmp_path, wished("T-1", BONE, PART, NODE, file="a.webp")))
    caption = made[made.index("<figcaption>") : made.index("</figcaption>")]
    assert caption.count("<li>") == 3
    assert caption.count("Ring: the node") == 1
    assert "被遮挡处较浅" in caption
    assert "the image itself" not in caption


def test_a_single_image_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(WEBP)
    image = {"kind": "image", "index": 0, "part": None, "name": "face"}
    made = page(written(tmp_path, wished("T-1", image, file="a.webp")))
    caption = made[made.index("<figcaption>") : made.index("</figcaption>")]
    assert "Marked: image 0 &quot;face&quot;" in caption
    assert "<li>" not in caption
    assert "In the frame: the image itself" in caption


def test_a_report_without_pictures_is_as_it_was(tmp_path: Path) -> None:
    plain = page(None)
    assert plain == page(tmp_path / "nothing")
    assert 'id="models"' not in plain


def test_pictures_of_another_run_or_of_another_file_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(WEBP)
    assert page(written(tmp_path, wished("T-1", BONE, file="a.webp"), run="2")) == page(None)
    folder = written(tmp_path, wished("T-1", BONE, file="a.webp"))
    text = (folder / INDEX).read_text(encoding="utf-8").replace("sha256:a.json", "sha256:other")
    (folder / INDEX).write_text(text, encoding="utf-8")
    assert "<img" not in page(folder)


@pytest.mark.parametrize(
    ("name", "data"),
    [("../a.webp", WEBP), ("a.svg", b"<svg onload=alert(1)>"), ("big.webp", WEBP + bytes(40_000)), ("gone.webp", None)],
)
def test_only_a_small_webp_file_of_the_folder_gets_into_the_page(tmp_path: Path, name: str, data: bytes | None) -> None:
    folder = tmp_path / "run.pictures"
    made = written(folder, wished(None, file=name))
    if data is not None:
        (folder / name).write_bytes(data)
    shown = page(made)
    assert "<img" not in shown
    assert "The picture is not included in this page" in shown


def test_the_page_takes_no_more_pictures_than_it_has_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_EMBEDDED", len(WEBP))
    (tmp_path / "a.webp").write_bytes(WEBP)
    assert page(written(tmp_path, wished(None, file="a.webp"), wished("T-1", BONE, file="a.webp"))).count("<img") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        "[" * 100_000,
        '{"format": 1}',
        '{"format": 1, "run": "1", "subjects": [7]}',
        "\udcff",
    ],
)
def test_an_index_that_cannot_be_read_leaves_the_report_as_it_was(tmp_path: Path, text: str) -> None:
    (tmp_path / INDEX).write_text(text, encoding="utf-8", errors="surrogateescape")
    assert page(tmp_path) == page(None)


def test_names_of_a_product_never_become_markup(tmp_path: Path) -> None:
    evil = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"
    folder = written(tmp_path, wished(None, reason=REASON), wished("T-1", {**NODE, "name": evil}, reason=REASON))
    made = "".join([*Pictures(folder, "1", "en").models(), page(folder)])
    assert "<script>alert" not in made
    assert "<img" not in made
