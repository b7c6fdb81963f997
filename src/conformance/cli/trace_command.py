"""`conformance trace`: policy clauses and themes against requirements, computed from the catalogue."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from conformance.catalogue import Catalogue, load_catalogue
from conformance.cli.console import add_format_option, add_output_option, add_suites_option, write_lines
from conformance.cli.parser import Parser
from conformance.cli.paths import ready_to_write
from conformance.cli.views import machine_output, opened
from conformance.drafting.duties import duties
from conformance.drafting.trace import STATES, State, as_records, by_origin, counts, requirements_of, themes, trace
from conformance.model.text import Text
from conformance.reporting.lines import Line, width
from conformance.reporting.neutral import json_line
from conformance.reporting.words import COLONS, word

TOTAL = Text("in all", "合计")


def declare(made: Parser) -> None:
    """Its options."""
    add_suites_option(made)
    add_format_option(made, ("terminal", "json", "html"))
    add_output_option(made)


def run(options: argparse.Namespace) -> int:
    """Show what of each clause is executable, and why the rest is not."""
    if options.output:
        ready_to_write(options.output)
    catalogue = load_catalogue(options.suites)
    if options.format == "terminal":
        with opened(options.output) as out:
            write_lines(render_trace(catalogue, options.lang), out)
        return 0
    with machine_output(options.output) as out:
        if options.format == "json":
            out.write(json_line(json.dumps(as_records(catalogue), ensure_ascii=False, indent=1)) + "\n")
        else:
            from conformance.reporting.trace_page import write_trace

            write_trace(as_records(catalogue), out, options.lang)
    return 0


def render_trace(catalogue: Catalogue, language: str) -> Iterator[Line]:
    """Counts of the states, the themes, the programme's duties, then the clauses with the requirements of each."""
    traced = trace(catalogue)
    for state, count in counts(traced).items():
        yield Line(f"{count:>5}  {STATES[state][language]}")
    yield Line(f"{len(traced):>5}  {TOTAL[language]}")
    yield Line()
    found = themes()
    longest = max(width(theme.title[language]) for theme in found)
    for theme in found:
        ids = set(requirements_of(theme, traced))
        executable = sum(traced[key].state is State.EXECUTABLE for key in theme.clauses)
        title = theme.title[language] + " " * (longest - width(theme.title[language]))
        yield Line(f"{theme.key}  {title}  {executable}/{len(theme.clauses)}  {len(ids) or '-'}")
    yield Line()
    yield Line(word("trace", "duties", language), 0, "bold")
    yield Line(word("trace", "duties_lead", language), 0, "dim")
    for duty in duties():
        yield Line(duty.does[language], 2)
        for name, told in (("commands", duty.commands), ("clauses", duty.clauses), ("tests", duty.tests)):
            yield Line(f"{word('trace', name, language)}{COLONS[language]}{' | '.join(told)}", 4, "dim")
    for key, each in traced.items():
        if each.requirements:
            phrase = each.clause.phrase if language == "zh" else each.clause.gloss
            yield Line()
            yield Line(f"{key}  {phrase}", 0, "bold")
            for origin, rows in by_origin(each, catalogue).items():
                if rows:
                    yield Line(f"{word('origin', origin, language)}{COLONS[language]}{' '.join(rows)}", 2)
