"""A small resource server of Flask and flask-jwt-extended, as their documentation writes it; a key as argument."""

from __future__ import annotations

import json
import socket
import sys
from typing import Any

from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from werkzeug.serving import make_server


def application(key: str, more: dict[str, Any]) -> Flask:
    """The resource of whoever is named in the token, as anybody writes it who follows the first page."""
    made = Flask(__name__)
    made.config.update(JWT_SECRET_KEY=key, **more)
    JWTManager(made)

    @made.get("/me")
    @jwt_required()
    def me() -> Any:
        return jsonify(user=get_jwt_identity())

    @made.get("/users/<name>")
    @jwt_required()
    def user(name: str) -> Any:
        return jsonify(user=name)  # an application that forgets to ask whose it is

    return made


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201 - to who has started it
        server = make_server("127.0.0.1", 0, application(sys.argv[1], json.loads(sys.argv[2])), fd=listener.fileno())
        server.serve_forever()
