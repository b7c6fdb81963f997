"""`conformance convert`: bring a recording in another format into the one recording format."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_suites_option, complain, shown_path, write_lines
from conformance.cli.hints import hint_for
from conformance.cli.parser import Misuse, Parser
from conformance.cli.paths import examine, keep_apart
from conformance.engine.subjects import Target
from conformance.model.finding import NotRun
from conformance.model.outcome import USAGE_ERROR
from conformance.model.text import Text
from conformance.readers.source import Unreadable, open_source
from conformance.reporting.lines import Line
from conformance.writing import open_new

WROTE = Text("Wrote {frames} frames to {path}.", "已将 {frames} 帧写入 {path}。")


def declare(made: Parser) -> None:
    """Its arguments and options."""
    made.argument("input", metavar="IN", help=Text("a recording in another format", "其他格式的录制数据"))
    made.argument("output", type=Path, metavar="OUT", help=Text("the recording to write", "要写出的录制文件"))
    made.option(
        "--stream", metavar="NAME", help=Text("which stream, if the file has several", "文件有多个数据流时选择其一")
    )
    add_suites_option(made)


def run(options: argparse.Namespace) -> int:
    """Convert one file; the exit status is 0 where it was written, else 2 with one sentence that says why not."""
    from conformance.recordings.convert import Refused

    examine([options.input])
    if os.path.isdir(options.input):
        raise Misuse(Text(f"{options.input} is a folder: name a file", f"{options.input} 是文件夹：请指定文件"))
    keep_apart([options.output], [options.input])
    target = Target(os.path.normpath(options.input), options.input, True)
    try:
        frames = convert(load_catalogue(options.suites), target, options.output, options.stream)
    except (Unreadable, NotRun) as reason:
        return _refuse(options, reason_sentence(reason.key, reason.values, {}))
    except Refused as refused:
        hint = hint_for(options.input)
        if hint:
            complain(hint, options.lang)
            return USAGE_ERROR
        return _refuse(options, refused.text)
    written = WROTE.filled({"frames": frames, "path": shown_path(options.output)})
    write_lines([Line(written[options.lang])])
    return 0


def convert(catalogue: Catalogue, target: Target, output: Path, stream: str | None = None) -> int:
    """Write the recording and return the number of its frames; a refusal leaves no file behind."""
    from conformance.engine.converters import converted, converters

    source = open_source(target.path, target.name)
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f"{output.name}.part")
    frames = -1
    try:
        with open_new(partial) as file:
            for line in converted(source, converters(catalogue), stream):
                file.write(line + b"\n")
                frames += 1
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return frames


def _refuse(options: argparse.Namespace, sentence: Text) -> int:
    complain(Text(f"{options.input}: {sentence.en}", f"{options.input}：{sentence.zh}"), options.lang)
    return USAGE_ERROR
