"""`conformance programme rotate`: a key follows another one, under both signatures."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path

from conformance.cli.programme_shared import pilot_of, signers_of, write_and_say
from conformance.model.text import Text
from conformance.programme.ledger import entered
from conformance.programme.moments import asked_for, now
from conformance.programme.pilot import Pilot
from conformance.programme.rotations import FOLDER, rotation, signed_rotation
from conformance.programme.trust import Party, Trust

ROTATED = Text(
    "{party}: the new key signs from now on, the old one until {until}; sign with both till then",
    "{party}：新密钥自即日起签名，旧密钥签至 {until}；在此之前请用两者签名",
)


def run(options: argparse.Namespace) -> int:
    """Write the statement that both keys sign; the head of the register is signed anew by both."""
    pilot, signers, at = pilot_of(options), signers_of(options), now()
    days = timedelta(days=pilot.file.validity.notice_days)
    until = asked_for(options.until) if options.until else at + days
    told = rotation(pilot.trust.parties.values(), signers, until.date(), at)
    folder = pilot.register / FOLDER
    path = folder / f"{len(list(folder.glob('*.dsse.json'))) + 1:03d}.dsse.json"
    files: dict[Path, bytes | str] = {path: signed_rotation(told, signers, at)}
    if told.party.id == pilot.issuer and pilot.head.is_file() and "register" in told.party.acts:
        old, new = told.party, told.new.key
        after = Pilot(pilot.folder)
        after.trust = Trust([*pilot.trust.parties.values(), Party(old.id, old.name, old.acts, new)])
        files |= entered(after, [], signers, at)
    said = ROTATED.filled({"party": told.party.name, "until": told.until})
    write_and_say(options, files, said, path)
    return 0
