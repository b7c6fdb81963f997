"""Several formats in one run, where each goes, and how much is said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.reporting.views import VIEWS, View

TOY = ("--suites", str(Path(__file__).parents[1] / "doubles" / "suites"))
POLICY = "Policy:"


@pytest.fixture(autouse=True)
def _model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('{"badge":{"name":"Ada Lovelace"}}', encoding="utf-8")


def check(*options: str) -> int:
    return main(["check", "a.json", *TOY, "--journal", "run/run.jsonl", "--lang", "en", *options])


def test_several_formats_go_into_a_folder_and_each_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--format", "html,sarif,junit,html", "--output", "out") == 1
    assert sorted(each.name for each in Path("out").iterdir()) == ["junit.xml", "report.html", "report.sarif"]
    told = capsys.readouterr().out
    assert told.startswith("NOT CONFORMANT\n")
    assert all(str(Path("out") / name) in told for name in ("junit.xml", "report.html", "report.sarif"))


def test_one_format_goes_into_a_folder_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    assert check("--format", "csv", "--output", "out") == 1
    assert Path("out/findings.csv").is_file()


def test_what_belongs_on_the_console_is_printed_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--format", "github,json", "--output", "out") == 1
    told = capsys.readouterr().out
    assert told.startswith("::error title=NOT CONFORMANT::")
    assert [each.name for each in Path("out").iterdir()] == ["report.json"]


class _Closed(io.StringIO):
    """Standard output that nobody reads any longer."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_files_are_written_although_standard_output_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """B4: the views after the one on the console were lost where its reader, such as `head`, closed it early."""
    monkeypatch.setattr("sys.stdout", _Closed())
    assert check("--format", "terminal,json,csv", "--output", "out") != 0
    assert sorted(each.name for each in Path("out").iterdir()) == ["findings.csv", "report.json"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "html,json"], "need --output DIR"),
        (["--format", "html,jsn", "--output", "out"], "did you mean json?"),
        (["--format", "", "--output", "out"], "unknown choice"),
        (["--format", "html,json", "--output", "a.json"], "a file is in the way"),
    ],
)
def test_a_slip_is_told_before_anything_is_judged(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(*options) == 2
    assert said in capsys.readouterr().err
    assert not Path("run").exists()


OURS = [each for each in VIEWS.values() if each.name not in ("har", "github")]


@pytest.mark.parametrize("view", OURS, ids=[each.name for each in OURS])
def test_the_ending_of_the_output_names_the_format(view: View) -> None:
    """Text of the terminal was written into whatever was named."""
    if view.missing:
        pytest.skip(f"the extra {view.extra} is not installed")
    assert check("--output", f"by ending{Path(view.file).suffix.upper()}") == 1
    assert check("--format", view.name, "--output", view.file) == 1
    first, second = (Path(each).read_bytes() for each in (f"by ending{Path(view.file).suffix.upper()}", view.file))
    assert first[:12] == second[:12]


@pytest.mark.parametrize("name", ["a.odt", "a.sarif.json", "a.har", "a.json.gz"])
def test_an_ending_that_names_no_format_or_several_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--output", name) == 2
    assert f"--output {name}: its ending names no format, or several" in capsys.readouterr().err
    assert not Path("run").exists()


@pytest.mark.parametrize("name", ["a", "a.txt"])
def test_without_an_ending_the_text_of_the_terminal_is_written(name: str) -> None:
    assert check("--output", name) == 1
    assert Path(name).read_text("utf-8").startswith("NOT CONFORMANT\n")


def test_a_report_can_be_had_in_several_formats_later(capsys: pytest.CaptureFixture[str]) -> None:
    check("-q")
    assert main(["report", "run", "--format", "csv,earl", "--output", "later"]) == 1
    assert sorted(each.name for each in Path("later").iterdir()) == ["earl.jsonld", "findings.csv"]
    assert main(["report", "run", "--format", "csv,har", "--output", "later", "--lang", "en"]) == 2
    assert "--format har needs evidence.zip" in capsys.readouterr().err


def test_quiet_says_what_the_run_concludes_and_verbose_says_all(capsys: pytest.CaptureFixture[str]) -> None:
    """C4."""
    said = {}
    for option in ("-q", "-v", "--lang=en"):
        assert check(option) == 1
        said[option] = capsys.readouterr().out
    assert said["-q"].startswith("NOT CONFORMANT\n")
    assert "TOY-BDG-003" not in said["-q"]
    assert len(said["-q"].splitlines()) <= 4
    assert POLICY in said["-v"]
    assert POLICY not in said["--lang=en"]
    assert set(said["--lang=en"].splitlines()) <= set(said["-v"].splitlines())


def test_quiet_with_all_views_in_files_still_says_the_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    """B4."""
    assert check("-q", "--format", "html,csv", "--output", "out") == 1
    assert capsys.readouterr().out.startswith("NOT CONFORMANT\n")


def test_quiet_changes_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    check("--format", "json", "--output", "loud.json")
    check("--format", "json", "--output", "quiet.json", "-q")
    loud, quiet = (json.loads(Path(each).read_text(encoding="utf-8")) for each in ("loud.json", "quiet.json"))
    assert {**loud, "run": None} == {**quiet, "run": None}
