"""Install products into a folder: `python tests/products/prepare.py FOLDER`.

Those of npm, where npm is there; and those of PyPI that want other versions of what the tests use.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = (
    "oidc-provider@9.13.3",
    "axe-core@4.14.1",
    "json-server@0.17.4",
    "@stoplight/prism-cli@5.14.2",
    "y-webrtc@10.3.0",
    "three@0.187.0",
    "web-ifc@0.0.78",
    "iwer@2.5.0",
    "@digitalbazaar/vc@7.3.0",
    "@digitalbazaar/data-integrity@2.5.0",
    "@digitalbazaar/eddsa-rdfc-2022-cryptosuite@1.3.0",
    "@digitalbazaar/ed25519-multikey@1.3.1",
    "@digitalbazaar/did-method-key@5.3.0",
    "@digitalbazaar/security-document-loader@3.2.0",
    "@digitalbazaar/eddsa-jcs-2022-cryptosuite@1.0.0",
    "@digitalbazaar/vc-bitstring-status-list@2.0.1",
    "@sigstore/bundle@4.0.0",
    "@sigstore/protobuf-specs@0.5.2",
    "@sigstore/verify@3.1.1",
    "jose@6.2.18",
    "sm-crypto@0.5.8",
)
PYTHON = (
    "calibreweb==0.6.27",
    "fhirstarter==4.2.0",
    "kinto==26.5.0",
    "matrix-synapse==1.163.2",
    "oidc-provider-mock==0.3.4",
    "openvc-core==1.37.0",
    "ralph-malph[lrs]==5.1.0",
    "vouchkit==0.0.2",
    "webauthn==3.0.1",
)


def main(folder: str) -> int:
    for project in PYTHON:  # each with what it depends on, since they contradict each other
        target = Path(folder) / "site-packages" / re.split(r"\[|==", project)[0]
        options = ["--quiet", "--no-compile", "--upgrade", "--target", str(target)]
        done = subprocess.run([sys.executable, "-m", "pip", "install", *options, project], check=False)
        if done.returncode:
            print(f"{project} could not be installed: its tests are skipped")
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not installed: the products that need it are skipped")
        return 0
    options = ["--silent", "--no-audit", "--no-fund", "--prefix", folder]
    done = subprocess.run([npm, "install", *options, *PACKAGES], check=False)
    if done.returncode:
        print(f"{' '.join(PACKAGES)} could not be installed: their tests are skipped")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
