"""The registry of views, used by the command line, help, README, examples and tests.

Other packages add a `View` by an entry point of the group `conformance.views`; see `View` for its writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, Protocol

from conformance.model.baseline import Baseline
from conformance.model.journal.records import Event
from conformance.model.text import Text
from conformance.reporting.journal import events
from conformance.reporting.summary import Summary, summarise

GROUP = "conformance.views"


class Exchanges(Protocol):
    """The exchanges of a live run, and their bodies by digest."""

    @property
    def conversations(self) -> Iterable[Mapping[str, Any]]: ...

    def body(self, name: str | None) -> bytes: ...


@dataclass
class Run:
    """A run to show: its journal, its summary if already known, and the exchanges if a bundle holds them.

    With a baseline, the summary tells known findings apart; one that does not must not be given then. A `public` run
    is shown as everybody may see it: see reporting/disclosure.py. `template` is a Word document whose styles are used.
    """

    journal: Path
    summary: Summary | None = None
    exchanges: Exchanges | None = None
    baseline: Baseline | None = None
    public: bool = False
    template: Path | None = None

    @property
    def summarised(self) -> Summary:
        """The summary, computed if it is not known yet."""
        if self.summary is None:
            self.summary = summarise(self.events)
        return self.summary

    @property
    def recorded(self) -> Iterable[Event]:
        """The events of the journal, as far as they may be seen."""
        if not self.public:
            return events(self.journal)
        from conformance.reporting.disclosure import public

        return public(events(self.journal))

    @property
    def events(self) -> Iterable[Event]:
        """The same events, with known findings told apart if there is a baseline."""
        if self.baseline is None:
            return self.recorded
        from conformance.reporting.baseline import marked

        return marked(self.recorded, self.baseline)


class View(NamedTuple):
    """A way to show a run.

    `writer` is `module:function`, imported when the view is first used and called as `write(told, out, language)`:
    `told` is what the view `needs`, the journal's events one by one, their Summary, or the exchanges of a bundle;
    `out` takes text, or bytes if the view is `binary`; `language` is "en" or "zh". A writer that computes a Summary
    on the way returns it. A view that shows `pictures` gets the folder that may hold them as a keyword argument.

    `file` is the usual name of its file, without a folder. A view for `people` is printed in the encoding of the
    console; all others are UTF-8 everywhere. A view of the `console` belongs on standard output: it is printed even if
    others go into a folder. A `detailed` view gets the keyword argument `detail`: quiet, normal or verbose. A
    `bilingual` view is the same in either language. A view that tells `known` findings apart gets them as
    separate failures; the others show a run as it is, whatever the baseline. One with a `templated` look gets the
    template of the run, or None, as a keyword argument. `extra` is what has to be installed for it, if anything, and
    `libraries` are the modules that it brings.
    """

    name: str
    title: Text
    file: str
    writer: str
    needs: Literal["events", "summary", "exchanges"] = "events"
    binary: bool = False
    people: bool = False
    console: bool = False
    detailed: bool = False
    bilingual: bool = False
    pictures: bool = False
    known: bool = False
    templated: bool = False
    extra: str = ""
    libraries: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether a library that it needs is not installed."""
        return any(find_spec(each) is None for each in self.libraries)

    @property
    def write(self) -> Callable[..., Summary | None]:
        """The writer. Raises ImportError or AttributeError if there is none."""
        module, _, function = self.writer.partition(":")
        write: Callable[..., Summary | None] = getattr(import_module(module), function)
        return write

    def show(self, run: Run, out: IO[Any], language: str, detail: str = "normal") -> Summary | None:
        """Write the view and return the run's summary, or None if only its exchanges were read. Raises NotAJournal."""
        if self.needs == "exchanges":
            self.write(run.exchanges, out, language)
            return None
        told = run.summarised if self.needs == "summary" else run.events if self.known else run.recorded
        beside: dict[str, Any] = {"pictures": pictures_folder(run.journal)} if self.pictures else {}
        if self.detailed:
            beside["detail"] = detail
        if self.templated:
            beside["template"] = run.template
        summary = self.write(told, out, language, **beside)
        if self.known or run.baseline is None:
            run.summary = summary or run.summary
        return run.summarised


def pictures_folder(journal: Path) -> Path:
    """The folder beside a journal that holds its pictures."""
    return journal.with_suffix(".pictures")


def _ours(*views: View) -> Mapping[str, View]:
    return {view.name: view for view in views}


HERE = "conformance.reporting"
PAPER = "conformance.paper.report"
VIEWS = _ours(
    View(
        "terminal",
        Text(
            "conclusion, counts, and what is violated, where, why and how to fix it",
            "结论、计数，以及何处、为何不满足、如何修正",
        ),
        "terminal.txt",
        f"{HERE}.terminal:write_terminal",
        needs="summary",
        people=True,
        console=True,
        detailed=True,
        known=True,
    ),
    View(
        "json",
        Text(
            "the whole run as one document, see `schemas/report.json`",
            "完整运行记录，格式见 `schemas/report.json`",
        ),
        "report.json",
        f"{HERE}.json_report:write_report",
        bilingual=True,
    ),
    View(
        "html",
        Text("one page that needs no network, for reading and printing", "无需网络的单个网页，可阅读和打印"),
        "report.html",
        f"{HERE}.html:write_html",
        pictures=True,
        known=True,
    ),
    View(
        "sarif",
        Text("SARIF 2.1.0 for code scanners and editors", "SARIF 2.1.0，供代码扫描平台和编辑器使用"),
        "report.sarif",
        f"{HERE}.sarif:write_sarif",
        known=True,
    ),
    View(
        "junit",
        Text("JUnit XML for CI servers", "JUnit XML，供持续集成服务器使用"),
        "junit.xml",
        f"{HERE}.junit:write_junit",
        known=True,
    ),
    View(
        "github",
        Text("annotations in a workflow of GitHub Actions", "GitHub Actions 工作流中的注解"),
        "annotations.txt",
        f"{HERE}.github:write_github",
        needs="summary",
        console=True,
    ),
    View(
        "markdown",
        Text("Markdown for pull requests", "Markdown，供合并请求使用"),
        "pull-request.md",
        f"{HERE}.markdown:write_markdown",
        known=True,
    ),
    View(
        "csv",
        Text("one line per finding, for spreadsheets", "每个问题一行，供电子表格使用"),
        "findings.csv",
        f"{HERE}.csv_table:write_csv",
        bilingual=True,
    ),
    View(
        "earl",
        Text("EARL 1.0 as JSON-LD, one assertion per case", "EARL 1.0（JSON-LD），每个测试项一条断言"),
        "earl.jsonld",
        f"{HERE}.earl:write_earl",
        bilingual=True,
    ),
    View(
        "baseline",
        Text(
            "the findings that are not known yet, as entries of a baseline file",
            "尚未列入基线的问题，写成基线文件的条目",
        ),
        "baseline.toml",
        f"{HERE}.baseline:write_baseline",
        known=True,
    ),
    View(
        "pdf",
        Text(
            "the laboratory's test report as PDF/A, with lines to fill in",
            "测试机构的测试报告，PDF/A，留有待填写的空白栏",
        ),
        "report.pdf",
        f"{PAPER}:write_pdf",
        binary=True,
        extra="paper",
        libraries=("typst",),
    ),
    View(
        "docx",
        Text("the same report for Word, in the styles of a template", "同一份报告，Word 格式，可采用模板的样式"),
        "report.docx",
        f"{PAPER}:write_docx",
        binary=True,
        templated=True,
        extra="paper",
        libraries=("docx",),
    ),
    View(
        "har",
        Text("the exchanges of a live run as an HTTP archive", "在线运行的交互记录（HTTP 归档）"),
        "exchanges.har",
        f"{HERE}.har:write_har",
        needs="exchanges",
        bilingual=True,
    ),
)
