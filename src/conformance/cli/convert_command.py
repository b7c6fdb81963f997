"""`conformance convert`: bring a recording in another format into the one recording format."""

from __future__ import annotations

import os
from pathlib import Path

from conformance.catalogue import Catalogue, load_catalogue
from conformance.catalogue.messages import reason_sentence
from conformance.cli.console import add_suites_option, complain, parser, shown_path, write_lines
from conformance.engine.subjects import Target
from conformance.model.finding import NotRun
from conformance.model.outcome import USAGE_ERROR
from conformance.model.text import Text
from conformance.readers.source import Unreadable, open_source
from conformance.reporting.lines import Line

WROTE = Text("Wrote {frames} frames to {path}.", "已将 {frames} 帧写入 {path}。")


def run(argv: list[str]) -> int:
    """Convert one file; the exit status is 0 where it was written, else 2 with one sentence that says why not."""
    made = parser("convert", "Bring a recording into the recording format. | 将录制数据转换为录制格式。")
    made.add_argument("input", metavar="IN", help="a recording in another format | 其他格式的录制数据")
    made.add_argument("output", type=Path, metavar="OUT", help="the recording to write | 要写出的录制文件")
    made.add_argument("--stream", metavar="NAME", help="which of several streams | 选择其中一个数据流")
    add_suites_option(made)
    options = made.parse_args(argv)
    from conformance.recordings.convert import Refused

    target = Target(os.path.normpath(options.input), options.input, True)
    try:
        frames = convert(load_catalogue(options.suites), target, options.output, options.stream)
    except Unreadable as trouble:
        key = "not_there" if trouble.key == "vanished" else trouble.key
        sentence = reason_sentence(key, trouble.values, {})
        return _refuse(options.input, f"{sentence.en} | {sentence.zh}")
    except NotRun as reason:
        sentence = reason_sentence(reason.key, reason.values, {})
        return _refuse(options.input, f"{sentence.en} | {sentence.zh}")
    except Refused as refused:
        return _refuse(options.input, str(refused))
    told = WROTE.filled({"frames": frames, "path": shown_path(options.output)})
    write_lines([Line(told[options.lang])])
    return 0


def convert(catalogue: Catalogue, target: Target, output: Path, stream: str | None = None) -> int:
    """Write the recording and return the number of its frames; a refusal leaves no file behind."""
    from conformance.engine.converters import converted, converters

    source = open_source(target.path, target.name)
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f"{output.name}.part")
    frames = -1
    try:
        with partial.open("wb") as file:
            for line in converted(source, converters(catalogue), stream):
                file.write(line + b"\n")
                frames += 1
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return frames


def _refuse(path: str, sentence: str) -> int:
    complain(f"{path}: {sentence}")
    return USAGE_ERROR
