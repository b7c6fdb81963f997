"""Every view of `check` and `report`, end to end, by the registry; and views that others bring."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from conformance.catalogue import CatalogueError
from conformance.catalogue.entry_points import WithInstalled
from conformance.cli.main import main
from conformance.cli.views import views
from conformance.model.text import LANGUAGES
from conformance.reporting.views import GROUP, VIEWS, View

pytestmark = pytest.mark.versions

CHECKOUT = Path(__file__).resolve().parents[2]
in_a_checkout = pytest.mark.skipif(not (CHECKOUT / "README.md").is_file(), reason="no checkout around the tests")

OF_JOURNALS = [name for name, view in VIEWS.items() if view.needs != "exchanges" and not view.binary]
TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))
FOREIGN = """
from conformance.model.text import Text
from conformance.reporting.views import View


def write(events, out, language):
    out.write(f"{language} {sum(1 for _ in events)} \u5bf9\u8c61".encode())


VIEW = View("acme", Text("counts", "\u8ba1\u6570"), "acme.bin", "acme_views:write", binary=True)
NOTHING = 7
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"badge":{"name":"Ada Lovelace"}}', encoding="utf-8")
    return "a.json"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on sys.path in which packages are installed."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "acme_views.py").write_text(FOREIGN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "acme_views", raising=False)
    return site


def install(site: Path, package: str, *points: str) -> None:
    place = site / f"{package}-1.0.dist-info"
    place.mkdir()
    (place / "entry_points.txt").write_text("\n".join(["[conformance.views]", *points, ""]), encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", OF_JOURNALS)
def test_check_writes_each_view_and_the_journal_gives_it_again(name: str, language: str, model: str) -> None:
    options = ["--format", name, "--lang", language]
    assert main(["check", model, *TOY, "--journal", "run/run.jsonl", "--output", "first", *options]) == 1
    assert main(["report", "run", "--output", "again", *options]) == 1
    first, again = (Path(each).read_text(encoding="utf-8") for each in ("first", "again"))
    assert first == again
    assert "TOY-BDG-003" in first


@pytest.mark.parametrize("name", OF_JOURNALS)
def test_standard_output_has_what_the_file_has_whatever_the_console_speaks(name: str, model: str, monkeypatch) -> None:
    """B8: machines read UTF-8, also from a console that speaks GBK."""
    main(["check", model, *TOY, "--journal", "run/run.jsonl", "--format", name, "--lang", "zh", "--output", "file"])
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "gbk", "backslashreplace", newline="\n"))
    main(["report", "run", "--format", name, "--lang", "zh"])
    sys.stdout.flush()
    told = raw.getvalue().decode("gbk").encode() if VIEWS[name].people else raw.getvalue()
    assert told == Path("file").read_bytes()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_of_ours_has_a_title_in_both_languages_a_file_and_a_writer(name: str) -> None:
    view = VIEWS[name]
    assert view.name == name
    assert view.title.en != view.title.zh
    assert view.file.count(".") == 1
    assert callable(view.write)


@in_a_checkout
@pytest.mark.parametrize("name", OF_JOURNALS)
def test_every_view_has_its_example(name: str) -> None:
    stem, ending = VIEWS[name].file.split(".")
    files = [VIEWS[name].file] if VIEWS[name].bilingual else [f"{stem}-{each}.{ending}" for each in LANGUAGES]
    assert all((CHECKOUT / "reports" / "examples" / each).is_file() for each in files)


def test_an_installed_package_brings_a_view_that_is_loaded_when_it_is_asked_for(
    site: Path, model: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    install(site, "acme", "acme = acme_views:VIEW")
    assert "acme" in views()
    assert "acme_views" not in sys.modules
    assert main(["check", model, *TOY, "--format", "acme", "--output", "out/a.bin", "--journal", "run/run.jsonl"]) == 1
    assert Path("out/a.bin").read_bytes().decode().startswith("en ")
    assert main(["report", "run", "--format", "acme", "--lang", "zh", "--output", "b.bin"]) == 1
    assert Path("b.bin").read_bytes().decode().endswith("对象")
    capsysbinary.readouterr()
    assert main(["report", "run", "--format", "acme", "--lang", "zh"]) == 1
    assert capsysbinary.readouterr().out == Path("b.bin").read_bytes()


def test_a_view_cannot_take_the_name_of_ours_or_of_another(site: Path, model: str, capsys) -> None:
    install(site, "acme", "json = acme_views:VIEW")
    assert main(["check", model, *TOY]) == 2
    told = capsys.readouterr().err
    assert "entry point json of acme-1.0: json of conformance.views is taken by metaverse-conformance itself" in told


def test_two_packages_with_a_view_of_one_name_are_both_named(site: Path) -> None:
    install(site, "acme", "acme = acme_views:VIEW")
    install(site, "other", "acme = acme_views:VIEW")
    with pytest.raises(CatalogueError, match=r"entry point acme of other-1\.0: acme-1\.0 has one of this name"):
        views()


@pytest.mark.parametrize("value", ["nowhere:VIEW", "acme_views:NONE", "acme_views", "acme_views:NOTHING", ":", "a b:c"])
def test_an_entry_point_that_gives_no_view_is_refused_in_a_sentence(site: Path, value: str) -> None:
    install(site, "acme", f"acme = {value}")
    with pytest.raises(CatalogueError, match=r"entry point acme of acme-1\.0: "):
        views()["acme"]


@pytest.mark.parametrize("text", ["", "[conformance.views\nx", "[conformance.views]\nx\n", "\udcff[conformance.views]"])
def test_metadata_that_cannot_be_read_adds_nothing(site: Path, text: str) -> None:
    install(site, "acme")
    path = site / "acme-1.0.dist-info" / "entry_points.txt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert list(WithInstalled(VIEWS, GROUP, View)) == list(VIEWS)
