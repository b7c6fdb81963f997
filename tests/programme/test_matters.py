"""Cases and disputes on the published site: in both languages, signed, and without what is still under review."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conformance.catalogue import folder
from conformance.cli.main import main
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.signers import signer_of
from tests.programme.test_hostile import LANTERN, files, key

pytestmark = pytest.mark.needs("assets/gltf")
ROW = "AST-GLD-011"
NOISE = "submissions/gamma/noise/1.0.0"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def dispute(demo: Path, place: str, signer: str, reason: str, *words: str) -> None:
    said = ["--reason-en", f"{reason} <b>", "--reason-zh", f"{reason}：条款"]
    named = ["programme", "dispute", str(demo / "pilot"), place, "--requirement", ROW]
    assert main([*named, *said, *words, *key(demo, signer)]) == 0


def publish(demo: Path) -> int:
    return main(["programme", "publish", str(demo / "pilot"), *key(demo, "issuer")])


@pytest.fixture
def matters(demo: Path) -> Path:
    """The demo pilot with a dispute that is answered, one that is open, and a case."""
    dispute(demo, LANTERN, "alpha", "read otherwise")
    dispute(demo, LANTERN, "reviewer", "as the clause has it", "--answer", "rejected")
    dispute(demo, NOISE, "alpha", "no such thing")
    (demo / "pilot" / "submissions" / "beta" / "mirror" / "1.0.0" / "evidence.zip").rename(demo / "kept.zip")
    same = str(folder("suites"))
    assert main(["recall", str(demo / "pilot"), "--from", same, "--to", same, *key(demo, "issuer")]) == 3
    return demo


def test_cases_and_disputes_are_on_the_site_and_in_the_feeds(matters: Path) -> None:
    assert publish(matters) == 0
    site = matters / "pilot" / "site"
    for language, words in {
        "en": ("read otherwise &lt;b&gt;", "as the clause has it", "rejected", "open", "case of a recall", "C-000002"),
        "zh": ("read otherwise：条款", "异议不成立", "未决", "召回立案", "缺少证据", "以登记册为准"),
    }.items():
        page = (site / language / "matters.html").read_text("utf-8")
        for each in words:
            assert each in page, (language, each)
        assert 'href="products/alpha/lantern.html"' in page
        product = (site / language / "products" / "alpha" / "lantern.html").read_text("utf-8")
        assert words[0] in product
        assert "C-000002" not in product
        assert 'href="matters.html"' in (site / language / "index.html").read_text("utf-8")
    feed = ElementTree.fromstring((site / "requirements" / ROW / "feed.atom").read_bytes())  # noqa: S314 - we wrote it
    titles = [str(each.text) for each in feed.iterfind("a:entry/a:title", ATOM)]
    assert sum("a dispute was rejected / 异议不成立" in each for each in titles) == 1
    assert sum("a verdict was disputed / 有结论被提出异议" in each for each in titles) == 2
    whole = ElementTree.fromstring((site / "feed.atom").read_bytes())  # noqa: S314 - likewise
    ids = [str(each.text) for each in whole.iterfind("a:entry/a:id", ATOM)]
    assert len(ids) == len(set(ids)) == 7
    times = [str(each.text) for each in whole.iterfind("a:entry/a:updated", ATOM)]
    assert times == sorted(times, reverse=True)
    assert "https://pilot.example/cases/C-000002/001" in ids
    assert "https://alpha.example" not in (site / "en" / "matters.html").read_text("utf-8")


def test_what_is_not_decided_is_not_on_the_site(demo: Path, models: Path) -> None:
    evidence = demo / "evidence" / "alpha"
    later = (evidence / "submission.toml").read_text("utf-8").replace('version = "1.0.0"', 'version = "9.0.0"')
    hidden = demo / "pilot" / "submissions" / "alpha" / "lantern" / "9.0.0"
    shutil.copytree(demo / "pilot" / LANTERN, hidden)
    (hidden / "submission.toml").write_text(later, encoding="utf-8")
    records = demo / "pilot" / "disputes" / "alpha" / "lantern"
    dispute(demo, LANTERN, "alpha", "read otherwise")
    (records / "1.0.0").rename(records / "9.0.0")
    assert publish(demo) == 0
    assert not any(b"read otherwise" in each for each in files(demo / "pilot" / "site").values())


def test_what_is_not_signed_by_who_may_is_not_published(matters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pilot = matters / "pilot"
    shutil.copytree(pilot / "cases" / "C-000002", pilot / "cases" / "C-000001")
    for command in ("publish", "check"):
        signer = key(matters, "issuer") if command == "publish" else []
        assert main(["programme", command, str(pilot), *signer]) in (1, 2)
        shown = capsys.readouterr()
        assert "001.dsse.json is a case about C-000002" in shown.out + shown.err
    shutil.rmtree(pilot / "cases")
    answer = pilot / "answers" / "gamma" / "noise" / "1.0.0"
    shutil.copytree(pilot / "answers" / "alpha" / "lantern" / "1.0.0", answer)
    assert publish(matters) == 2
    assert "the answer is not to the dispute of the same number; it is not published so" in capsys.readouterr().err
    assert not (pilot / "site").exists()


def test_an_answer_that_says_nothing_is_none(matters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = matters / "pilot" / "answers" / "alpha" / "lantern" / "1.0.0" / "001.dsse.json"
    told = read_envelope(path).statement
    told["predicate"]["answer"] = "<b>"
    path.write_text(sealed(told, [signer_of(matters / "keys" / "reviewer.pem")]).text, encoding="utf-8")
    assert publish(matters) == 2
    assert "the answer is neither upheld nor rejected" in capsys.readouterr().err
