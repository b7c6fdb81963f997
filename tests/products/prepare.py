"""Install the products that come from npm, where npm is there: `python tests/products/prepare.py FOLDER`."""

from __future__ import annotations

import shutil
import subprocess
import sys

PACKAGES = (
    "oidc-provider@9.13.3",
    "axe-core@4.14.1",
    "json-server@0.17.4",
    "@stoplight/prism-cli@5.14.2",
    "y-webrtc@10.3.0",
)


def main(folder: str) -> int:
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
