"""`conformance programme stamp`: a time-stamp of the register's head is taken in, or asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from conformance.cli.paths import existing
from conformance.cli.programme_shared import pilot_of, write_and_say
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import head
from conformance.programme.head import vouched_chain
from conformance.programme.moments import now, written
from conformance.programme.site import site_folder
from conformance.programme.timestamps import TOKEN_BYTES, asked, stamped_at, token_path

TOKEN_HINT = Text(
    "the response of a time-stamping service to a request about trust/head.dsse.json, as `openssl ts -query` makes it",
    "应为时间戳服务对 trust/head.dsse.json 请求的响应，请求可由 `openssl ts -query` 生成",
)
NO_ROOTS = Text(
    "no time-stamping service is listed: add [timestamp] with roots, and url if it is to be asked, to programme.toml",
    "未列出时间戳服务：请在 programme.toml 中加入 [timestamp] 及其 roots；如需向其请求，再加 url",
)
NO_URL = Text(
    "programme.toml names no [timestamp] url, so nobody is asked: name the file with its token",
    "programme.toml 的 [timestamp] 没有 url，因此不会向任何服务请求：请给出其令牌文件",
)
NO_HEAD = Text(
    "the register is not signed yet: conformance programme publish does that",
    "登记册尚未签名：请执行 conformance programme publish",
)
STAMPED = Text("the register existed on {stamped}", "登记册在 {stamped} 已存在")


def run(options: argparse.Namespace) -> int:
    """Verify the time-stamp and write it beside the head, also in the site if it has the same head."""
    pilot, at = pilot_of(options), now()
    table = pilot.file.timestamp
    if table is None:
        raise Problem(NO_ROOTS)
    if not options.what and not table.url:
        raise Problem(NO_URL)
    if not pilot.head.is_file():
        raise Problem(NO_HEAD)
    vouched_chain(pilot.register, pilot.trust, at)
    data = pilot.head.read_bytes()
    if options.what:
        path = existing(Path(options.what), TOKEN_HINT, file=True)
        with path.open("rb") as file:
            token = file.read(TOKEN_BYTES)
    else:
        path, token = Path(str(table.url)), asked(str(table.url), data)
    stamped = stamped_at(path, token, data, table, pilot.folder, at)
    places = [pilot.register, site_folder(pilot) / pilot.register.name]
    there = [each for each in places if (each / head.FILE).is_file() and (each / head.FILE).read_bytes() == data]
    files: dict[Path, bytes | str] = {token_path(each, data): token for each in there}
    write_and_say(options, files, STAMPED.filled({"stamped": written(stamped)}), *files)
    return 0
