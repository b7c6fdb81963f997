"""`conformance programme revoke`: a certificate is revoked for good."""

from __future__ import annotations

import argparse

from conformance.cli.programme_suspend import enter


def run(options: argparse.Namespace) -> int:
    """Enter the event, and sign the register."""
    return enter(options, "revoked")
