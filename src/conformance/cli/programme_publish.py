"""`conformance programme publish`: the register is signed anew, and the site written from the folder."""

from __future__ import annotations

import argparse
import shutil

from conformance.cli.programme_shared import pilot_of, signers_of, write_and_say
from conformance.model.text import Text
from conformance.programme import rotations
from conformance.programme.issuer_document import issuer_files
from conformance.programme.ledger import entered
from conformance.programme.moments import now
from conformance.programme.site import site, site_folder, trust_file, trust_keys
from conformance.programme.store import write_all
from conformance.writing import refuse_link

PUBLISHED = Text("the site is written: {count} files", "网站已写出：{count} 个文件")


def run(options: argparse.Namespace) -> int:
    """Sign the head of the register again, and write the site anew."""
    pilot, at = pilot_of(options), now()
    register = entered(pilot, [], signers_of(options), at)
    write_all(register)
    place = site_folder(pilot)
    refuse_link(place)
    if place.is_dir():
        shutil.rmtree(place)
    files = {place / name: content for name, content in site(pilot, at).items()}
    files |= {place / path.relative_to(pilot.folder): content for path, content in register.items()}
    files |= {place / "trust" / name: content for name, content in trust_keys(pilot).items()}
    files[place / "trust" / "trust.toml"] = trust_file(pilot)
    for path in sorted((pilot.register / rotations.FOLDER).glob("*.dsse.json")):
        files[place / path.relative_to(pilot.folder)] = path.read_bytes()
    files |= {place / name: content for name, content in issuer_files(pilot).items()}
    for path in sorted((pilot.folder / "certificates").glob("*.vc.*")):
        files[place / "certificates" / path.name] = path.read_bytes()
    write_and_say(files, PUBLISHED.filled({"count": len(files)}), options.lang, place / "index.html")
    return 0
