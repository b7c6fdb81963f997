"""The code of families is imported by one name, wherever their folders are, in any process."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from doubles.small_suites import row, write_suite

from conformance.catalogue import load_catalogue
from conformance.catalogue.packages import NAMESPACE, admit, import_code
from conformance.engine.plan import Plan, Selection
from conformance.readers.source import Source

pytestmark = pytest.mark.versions

BINARY = Path(__file__).parents[1] / "doubles" / "binary" / "suites"
CHECK = """
from .words import WORD

@check("TNY-THG-001")
def says(document):
    yield Finding("/thing", received=WORD)
"""


def suites_that_say(word: str, root: Path) -> Path:
    """A suites folder whose one check finds this word; all such folders hold a family of the same name."""
    write_suite(root, [row()], checks=CHECK)
    (root / "tiny" / "things" / "thing" / "words.py").write_text(f"WORD = {word!r}\n", encoding="utf-8")
    return root


def said(plan: Plan) -> Any:
    ((_, _, cases),) = plan.judge(Source("x.json", b'{"thing": 1}'), "thing").verdicts
    return cases[0].findings[0].values["received"]


def test_two_catalogues_of_one_process_keep_their_families_of_one_name_apart(tmp_path: Path) -> None:
    roots = [suites_that_say(word, tmp_path / word) for word in ("one", "other")]
    first, second = (Plan(Selection((str(root),))) for root in roots)
    assert (said(second), said(first)) == ("other", "one")
    assert (said(first), said(second)) == ("one", "other")
    assert said(Plan(Selection((str(roots[0]),)))) == "one"


def test_a_domain_of_two_folders_outlives_one_of_them(tmp_path: Path) -> None:
    """Its package is imported anew, and what was imported below it does not get in the way."""
    both = [tmp_path / "a", tmp_path / "b"]
    for root, name in zip(both, ("one", "other"), strict=True):
        package = root / "tiny" / name / "reader"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("", encoding="utf-8")
    admit(both)
    import_code(f"{NAMESPACE}.tiny.one", both[0] / "tiny" / "one", "reader")
    for folders in ([both[0]], [both[1]], []):
        admit(folders)
    assert f"{NAMESPACE}.tiny.one" not in sys.modules


def test_a_family_finds_one_of_another_folder_after_a_catalogue_without_it(tmp_path: Path) -> None:
    """Both folders of a catalogue are let in again when its code is loaded late."""
    reader = tmp_path / "a" / "tiny" / "readers"
    (reader / "reader").mkdir(parents=True)
    (reader / "family.toml").write_text('[family]\ntitle = { en = "Readers", zh = "读取" }\n', encoding="utf-8")
    (reader / "reader" / "__init__.py").write_text('WORD = "read"\n', encoding="utf-8")
    user = write_suite(tmp_path / "b", checks=CHECK.replace("from .words", f"from {NAMESPACE}.tiny.readers.reader"))
    plan = Plan(Selection((str(reader.parents[1]), str(user))))
    load_catalogue([suites_that_say("other", tmp_path / "c")])
    assert said(plan) == "read"


def test_what_a_folder_brought_is_gone_with_its_catalogue(tmp_path: Path) -> None:
    said(Plan(Selection((str(suites_that_say("one", tmp_path)),))))
    assert f"{NAMESPACE}.tiny.things.thing.checks" in sys.modules
    load_catalogue()
    assert [name for name in sys.modules if name.startswith(f"{NAMESPACE}.tiny")] == []


def test_a_class_of_a_family_is_unpickled_in_a_fresh_process(tmp_path: Path) -> None:
    """Workers that are spawned have loaded no catalogue; what is installed is importable all the same."""
    catalogue = load_catalogue()
    installed = next((each for each in catalogue.families.values() if each.id == "assets/gltf"), None)
    if installed is None:
        pytest.skip("a core without families: the next test does the same for a folder")
    glb = import_code(installed.package, installed.folder, "reader.glb")
    container = glb.read_glb(Source("a.glb", b"glTF\2\0\0\0\x0c\0\0\0"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(copy, container).result() == container


def test_a_class_of_a_foreign_family_is_unpickled_where_its_folder_is_named(tmp_path: Path) -> None:
    load_catalogue([BINARY])
    slate = import_code(f"{NAMESPACE}.toy.slates", BINARY / "toy" / "slates", "reader.slate").Slate(2, 2, ())
    kept = tmp_path / "slate.pickle"
    kept.write_bytes(pickle.dumps(slate))
    program = (
        "import pickle, sys; from conformance.catalogue import load_catalogue; load_catalogue([sys.argv[1]]);"
        "print(pickle.loads(open(sys.argv[2], 'rb').read()))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(BINARY), str(kept)], capture_output=True)
    assert done.stdout.strip() == repr(slate).encode(), done.stderr
