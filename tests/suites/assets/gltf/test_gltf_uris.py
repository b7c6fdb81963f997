"""References to files in glTF have the grammar that all who read URIs share."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from conformance.readers.uri import IRI, reference_error
from conformance_suites.assets.gltf.reader import uris as gltf_uris

texts = st.lists(st.sampled_from([*"ab1:/?#@[]%.;纸 \\", "//", "%41", "http:", "[::1]", "[v1.a]", "..", "\x85"])).map(
    "".join
)


@given(texts)
def test_a_reference_to_a_file_is_an_iri_reference_with_a_path(text: str) -> None:
    nameless = re.match(r"[?#]|\Z", text) is not None
    assert gltf_uris.grammar_error(text) == (0 if nameless else reference_error(text, IRI))


@given(texts)
def test_a_reference_to_a_file_that_percent_encoding_mends_is_one(text: str) -> None:
    mended = gltf_uris.percent_encoded(text)
    assert mended is None or gltf_uris.grammar_error(mended) is None
