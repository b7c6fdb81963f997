"""`conformance qualify`: prove every requirement on this machine and write a record for the laboratory's file."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conformance import __version__
from conformance.cli.console import add_suites_option, parser, write_lines
from conformance.drafting.proof import RowProof, prove
from conformance.engine.plan import Plan, Selection
from conformance.media.json_schema import preferred_engine
from conformance.model.text import Text
from conformance.reporting.lines import Line

WORDS = {
    "title": Text("Tool confirmation record", "测试工具确认记录"),
    "limits": Text(
        "It shows that this installation finds the faults planted here; it claims no accreditation.",
        "本记录表明本安装能发现此处植入的缺陷；不表示任何认可。",
    ),
    "confirmed": Text("confirmed", "已确认"),
    "not_confirmed": Text("NOT CONFIRMED", "未确认"),
    "date": Text("date", "日期"),
    "by": Text("run by", "执行人"),
    "harness": Text("harness", "测试工具"),
    "system": Text("system", "系统"),
    "suite": Text("suite", "测试套"),
    "faults": Text(
        "{caught} of {planted} planted faults caught, {rows} requirements",
        "植入缺陷 {planted} 处，发现 {caught} 处，要求 {rows} 条",
    ),
}


def run(argv: list[str]) -> int:
    """Prove all suites and write the record; exit status 1 where a planted fault was not caught."""
    made = parser("qualify", "Confirm this installation as a test tool. | 确认本安装可作为测试工具。")
    made.add_argument("--by", default="", metavar="NAME", help="who runs it | 执行人")
    made.add_argument("--format", choices=("terminal", "json"), default="terminal", help="what to show | 输出格式")
    made.add_argument("--output", type=Path, metavar="FILE", help="write to a file instead | 写入文件")
    add_suites_option(made)
    options = made.parse_args(argv)
    record = confirmation(Plan(Selection(tuple(options.suites))), options.by)
    if options.format == "json":
        lines = [Line(json.dumps(record, ensure_ascii=False, indent=1))]
    else:
        lines = list(_lines(record, options.lang))
    if options.output:
        with options.output.open("w", encoding="utf-8", newline="\n") as out:
            write_lines(lines, out)
    else:
        write_lines(lines)
    return 0 if record["confirmed"] else 1


def confirmation(plan: Plan, by: str) -> dict[str, Any]:
    """The record: who, when, where, by what, and each planted fault with the rows that caught it."""
    suites = list(plan.catalogue.suites.values())
    proofs = {suite.id: list(prove(plan, [suite])) for suite in suites}
    return {
        "title": {"en": WORDS["title"].en, "zh": WORDS["title"].zh},
        "confirmed": all(proof.proven for rows in proofs.values() for proof in rows),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": by or None,
        "harness": {"name": "metaverse-conformance", "version": __version__, "schema_engine": preferred_engine()},
        "system": {
            "host": platform.node(),
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(),
        },
        "suites": [
            {
                "id": suite.id,
                "version": suite.version,
                "digest": suite.digest,
                "owner": suite.owner,
                "requirements": [_row(proof) for proof in proofs[suite.id]],
            }
            for suite in suites
        ],
    }


def _row(proof: RowProof) -> dict[str, Any]:
    row = proof.requirement
    return {
        "id": row.id,
        "confirmed": proof.proven,
        "excluded": {"en": row.excluded.en, "zh": row.excluded.zh} if row.excluded else None,
        "satisfied_by": proof.passed_by,
        "planted": [{"sample": name, "caught_by": caught} for name, caught in proof.caught.items()],
        "problems": proof.problems,
    }


def _lines(record: dict[str, Any], language: str) -> Iterator[Line]:
    colon = "：" if language == "zh" else ": "
    state = "confirmed" if record["confirmed"] else "not_confirmed"
    style = "bold green" if record["confirmed"] else "bold red"
    yield Line(f"{WORDS['title'][language]}{colon}{WORDS[state][language]}", 0, style)
    yield Line(WORDS["limits"][language], 0, "dim")
    yield Line()
    harness, system = record["harness"], record["system"]
    facts = {
        "date": record["date"],
        "by": record["by"] or "-",
        "harness": f"{harness['name']} {harness['version']}, {harness['schema_engine']}",
        "system": f"{system['host']}, {system['system']}, Python {system['python']}",
    }
    for key, value in facts.items():
        yield Line(f"{WORDS[key][language]}{colon}{value}")
    for suite in record["suites"]:
        rows = suite["requirements"]
        planted = [each for row in rows for each in ((row["id"], fault) for fault in row["planted"])]
        caught = sum(fault["caught_by"] == [row] for row, fault in planted)
        yield Line()
        yield Line(f"{WORDS['suite'][language]}{colon}{suite['id']} {suite['version']} {suite['digest']}", 0, "bold")
        values = {"caught": caught, "planted": len(planted), "rows": len(rows)}
        yield Line(WORDS["faults"].filled(values)[language], 2)
        for row in rows:
            if not row["confirmed"]:
                yield Line(f"{row['id']}{colon}{', '.join(row['problems'])}", 2, "red")
