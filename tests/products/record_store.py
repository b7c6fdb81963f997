"""Serve the record store of Ralph from a folder: `python record_store.py FOLDER PORT`. Its user is `grace`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

folder, port = Path(sys.argv[1]), int(sys.argv[2])
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
    "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
}

import bcrypt  # noqa: E402 - the settings are read when these are imported
import uvicorn  # noqa: E402

agent = {"mbox": "mailto:grace@school.example.org"}
password = bcrypt.hashpw(os.environ["RECORDS"].encode(), bcrypt.gensalt(4)).decode()
user = {"username": "grace", "hash": password, "scopes": ["all"], "agent": agent, "target": None}
(folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")

from ralph.api import app  # noqa: E402

uvicorn.run(app, host="127.0.0.1", port=port, log_level="critical")
