"""`conformance programme publish`: the register is signed anew, and the site written from the folder."""

from __future__ import annotations

import argparse

from conformance.cli.programme_shared import pilot_of, say, signers_of
from conformance.model.text import Text
from conformance.programme import rotations
from conformance.programme.issuer_document import issuer_files
from conformance.programme.ledger import entered
from conformance.programme.moments import now
from conformance.programme.published_trust import trust_file, trust_keys
from conformance.programme.site import site, site_folder
from conformance.programme.store import write_all

PUBLISHED = Text("the site is written: {count} files", "网站已写出：{count} 个文件")


def run(options: argparse.Namespace) -> int:
    """Sign the head of the register again, and write the site anew, both at once."""
    pilot, at = pilot_of(options), now()
    register = entered(pilot, [], signers_of(options), at)
    place = site_folder(pilot)
    files = site(pilot, at)
    files |= {path.relative_to(pilot.folder).as_posix(): content for path, content in register.items()}
    files |= {f"trust/{name}": content for name, content in trust_keys(pilot).items()}
    files["trust/trust.toml"] = trust_file(pilot)
    for path in sorted((pilot.register / rotations.FOLDER).glob("*.dsse.json")):
        files[path.relative_to(pilot.folder).as_posix()] = path.read_bytes()
    files |= issuer_files(pilot)
    for path in sorted((pilot.folder / "certificates").glob("*.vc.*")):
        files[f"certificates/{path.name}"] = path.read_bytes()
    write_all(pilot.folder, register, {place: files})
    say(PUBLISHED.filled({"count": len(files)}), options.lang, place / "index.html")
    return 0
