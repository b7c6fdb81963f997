"""The terms of DCAT 3 and of the vocabularies that it uses, by IRI."""

from __future__ import annotations

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
SPDX = "http://spdx.org/rdf/terms#"
PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "prov": "http://www.w3.org/ns/prov#",
    "spdx": SPDX,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""As DCAT writes them (section 3.1); the namespace of ODRL is the one that its vocabulary declares."""


def iri(name: str) -> str:
    """The IRI of a name such as `dcat:Dataset`."""
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def iris(names: str) -> tuple[str, ...]:
    """The IRIs of several names."""
    return tuple(map(iri, names.split()))


def short(text: str) -> str:
    """The name of an IRI, as people write it."""
    return next((f"{name}:{text[len(start) :]}" for name, start in PREFIXES.items() if text.startswith(start)), text)


CLASSES = frozenset(
    iris(
        "dcat:Catalog dcat:CatalogRecord dcat:DataService dcat:Dataset dcat:DatasetSeries dcat:Distribution "
        "dcat:Relationship dcat:Resource dcat:Role"
    )
)
TERMS = CLASSES | frozenset(
    iris(
        "dcat:accessService dcat:accessURL dcat:bbox dcat:byteSize dcat:catalog dcat:centroid dcat:compressFormat "
        "dcat:contactPoint dcat:dataset dcat:distribution dcat:downloadURL dcat:endDate dcat:endpointDescription "
        "dcat:endpointURL dcat:first dcat:hadRole dcat:hasCurrentVersion dcat:hasVersion dcat:inCatalog dcat:inSeries "
        "dcat:isDistributionOf dcat:isVersionOf dcat:keyword dcat:landingPage dcat:last dcat:mediaType dcat:next "
        "dcat:nextVersion dcat:packageFormat dcat:prev dcat:previousVersion dcat:qualifiedRelation dcat:record "
        "dcat:resource dcat:seriesMember dcat:service dcat:servesDataset dcat:spatialResolutionInMeters dcat:startDate "
        "dcat:temporalResolution dcat:theme dcat:themeTaxonomy dcat:version"
    )
)
"""Every term of the namespace (sections 6 and 7)."""
IMPLIED = {
    iri("dcat:dataset"): iri("dcat:Dataset"),
    iri("dcat:servesDataset"): iri("dcat:Dataset"),
    iri("dcat:distribution"): iri("dcat:Distribution"),
    iri("dcat:catalog"): iri("dcat:Catalog"),
    iri("dcat:record"): iri("dcat:CatalogRecord"),
    iri("dcat:service"): iri("dcat:DataService"),
    iri("dcat:accessService"): iri("dcat:DataService"),
    iri("dcat:inSeries"): iri("dcat:DatasetSeries"),
}
"""By property: the class of its values, which is its range."""
ADDRESSES = iris("dcat:accessURL dcat:downloadURL dcat:endpointURL dcat:landingPage")
RESOURCES = (
    *IMPLIED,
    *iris(
        "dcat:compressFormat dcat:contactPoint dcat:hadRole dcat:mediaType dcat:packageFormat dcat:qualifiedRelation "
        "dcat:resource dcat:theme"
    ),
)
"""Properties whose range is a class, or which are object properties."""
PERIOD = iris("dcat:startDate dcat:endDate")
DATES = (*iris("dcterms:issued dcterms:modified"), *PERIOD)
TEXTS = (
    *iris("dcterms:title dcterms:description dcterms:identifier dcat:keyword dcat:version dcat:byteSize"),
    *DATES,
)
"""Properties whose range is a literal."""
RIGHTS = iris("dcterms:license dcterms:rights odrl:hasPolicy")
ACCESS = iris("dcat:accessURL dcat:downloadURL dcat:accessService")
PROVENANCE = iris(
    "dcterms:provenance dcterms:source prov:wasGeneratedBy prov:qualifiedGeneration prov:wasDerivedFrom "
    "prov:hadPrimarySource"
)
OLDER = iris("dcat:previousVersion dcterms:replaces")
"""Properties that lead to an earlier version."""
_PARTS = iris("dcterms:hasPart dcat:resource dcat:dataset dcat:service dcat:catalog")
_VERSIONS = iris("dcat:hasVersion dcat:hasCurrentVersion")
INVERSES = {
    iri("dcat:next"): iris("dcat:prev"),
    iri("dcat:nextVersion"): iris("dcat:previousVersion"),
    iri("dcat:isDistributionOf"): iris("dcat:distribution"),
    iri("dcterms:isPartOf"): _PARTS,
    iri("dcat:inCatalog"): _PARTS[1:],
    iri("dcterms:isReplacedBy"): iris("dcterms:replaces"),
    iri("dcterms:references"): iris("dcterms:isReferencedBy"),
    iri("dcat:isVersionOf"): _VERSIONS,
    iri("dcat:seriesMember"): iris("dcat:inSeries"),
    iri("foaf:isPrimaryTopicOf"): iris("foaf:primaryTopic"),
    iri("prov:generated"): iris("prov:wasGeneratedBy"),
}
"""By inverse property: the property that it may only accompany, first, and the sub-properties of that (section 7)."""
DIGITS = {
    "md2": 32,
    "md4": 32,
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
}
"""By algorithm of SPDX 2.2: the hexadecimal digits of its digest; that of MD6 is as long as one likes."""
ALGORITHM = f"{SPDX}checksumAlgorithm_"
MEDIA_TYPES = tuple(f"{scheme}://www.iana.org/assignments/media-types/" for scheme in ("https", "http"))
LANGUAGES = tuple(
    f"{scheme}://id.loc.gov/vocabulary/{code}/" for scheme in ("http", "https") for code in ("iso639-1", "iso639-2")
)
