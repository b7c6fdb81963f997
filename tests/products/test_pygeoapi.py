"""Live against a real product, pygeoapi: what is reported of it is true, as tried by hand.

Its command `pygeoapi` and `gunicorn`, which runs it, have to be installed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from listening import free_port, listening, named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

COMMANDS = [shutil.which(name) for name in ("pygeoapi", "gunicorn")]
PLAN = Plan(Selection(suites=("interfaces/ogc_api/features",)))
EXTENT = {"spatial": {"bbox": [121.5, 31.1, 121.7, 31.3], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}
TEXT = {"en": "Benches of a park"}
WEB = "https://parks.example/"
PERSON = dict.fromkeys(
    ("name", "position", "address", "city", "stateorprovince", "postalcode", "country", "phone"), "-"
)
CONTACT = {
    **PERSON,
    **dict.fromkeys(("fax", "hours", "instructions", "role"), "-"),
    "email": "a@parks.example",
}

if None in COMMANDS:
    pytest.skip("pygeoapi or gunicorn is not installed", allow_module_level=True)


def configuration(folder: Path, port: int) -> dict[str, Any]:
    """Of a service with one collection, whose features come from a file of GeoJSON."""
    data = folder / "benches.geojson"
    benches = [
        {
            "type": "Feature",
            "id": str(key),
            "geometry": {"type": "Point", "coordinates": [121.5 + key / 100, 31.2]},
            "properties": {"id": str(key), "since": f"2026-04-{key:02}T00:00:00Z"},
        }
        for key in range(1, 16)
    ]
    data.write_text(json.dumps({"type": "FeatureCollection", "features": benches}), encoding="utf-8")
    provider = {"type": "feature", "name": "GeoJSON", "data": str(data), "id_field": "id", "time_field": "since"}
    named_ = {"title": TEXT, "description": TEXT, "keywords": {"en": ["park"]}}
    identification = {**named_, "keywords_type": "theme", "terms_of_service": WEB, "url": WEB}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 50},
            "map": {"url": WEB, "attribution": "-"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": identification,
            "license": {"name": "-", "url": WEB},
            "provider": {"name": "-", "url": WEB},
            "contact": {**CONTACT, "url": WEB},
        },
        "resources": {
            "benches": {**named_, "type": "collection", "links": [], "extents": EXTENT, "providers": [provider]},
        },
    }


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with a collection of 15 features."""
    folder, port = tmp_path_factory.mktemp("pygeoapi"), free_port()
    config, definition = folder / "config.yml", folder / "openapi.yml"
    config.write_text(json.dumps(configuration(folder, port)), encoding="utf-8")  # YAML as well
    product, server = map(str, COMMANDS)
    subprocess.run([product, "openapi", "generate", str(config), "--output-file", str(definition)], check=True)
    told = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(definition)}
    with listening([server, "-b", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"], port, **told):
        yield f"http://127.0.0.1:{port}"


def test_what_pygeoapi_does_is_reported(url: str) -> None:
    """It labels GeoJSON as JSON, takes any `datetime` where a collection has no temporal extent, and ignores it then.

    Its definition takes any further parameter, so that unknown ones are not refused, and rightly so.
    """
    values = {
        "product": {"name": "pygeoapi", "version": "0.21.0"},
        "profile": "feature-service",
        "endpoints": {"features": url},
        "information": {"time_property": "since"},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
    }
    found = judged_once(PLAN, values)
    assert named(found, Outcome.FAIL) == {"IFC-OGF-009", "IFC-OGF-015", "IFC-OGF-018"}
    assert named(found, Outcome.NOT_APPLICABLE) == {"IFC-OGF-016"}
    assert len(named(found, Outcome.PASS)) == len(found) - 4
