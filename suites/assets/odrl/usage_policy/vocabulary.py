"""The terms of the ODRL vocabularies (ODRL Vocabulary & Expression 2.2, sections 3, 4 and appendix A)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ODRL = "http://www.w3.org/ns/odrl/2/"
CC = "http://creativecommons.org/ns#"
CONTEXTS = ("http://www.w3.org/ns/odrl.jsonld", "https://www.w3.org/ns/odrl.jsonld")
CORE_PROFILE = f"{ODRL}core"
PREFIXES = {
    "odrl": ODRL,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "cc": CC,
}
"""What the official context declares."""

CORE_POLICIES = _words("Policy Set Offer Agreement")
COMMON_POLICIES = _words("Assertion Privacy Request Ticket")
DISJOINT_POLICIES = COMMON_POLICIES | {"Offer", "Agreement"}
CORE_ACTIONS = _words("use transfer")
# The context maps `neq` to `odrl:neg` by mistake; both are read as the operator.
OPERATORS = _words("eq gt gteq lt lteq neq neg isA hasPart isPartOf isAllOf isAnyOf isNoneOf")
OPERANDS = ("or", "xone", "and", "andSequence")
CONFLICT_TERMS = ("perm", "prohibit", "invalid")
COMMON_PARTIES = (
    *("attributedParty", "attributingParty", "compensatedParty", "compensatingParty", "consentingParty"),
    *("consentedParty", "contractingParty", "contractedParty", "informedParty", "informingParty", "trackingParty"),
    "trackedParty",
)
DEPRECATED_ACTIONS = _words("""
    adHocShare append appendTo attachPolicy attachSource commercialize copy export extractChar extractPage extractWord
    lease lend license pay preview secondaryUse share shareAlike write writeTo
""")
COMMON_ACTIONS = DEPRECATED_ACTIONS | _words("""
    acceptTracking aggregate annotate anonymize archive attribute compensate concurrentUse delete derive digitize
    display distribute ensureExclusivity execute extract give grantUse include index inform install modify move
    nextPolicy obtainConsent play present print read reproduce reviewPolicy sell stream synchronize textToSpeech
    transform translate uninstall watermark
""")
# `CommericalUse` is the spelling of the vocabulary.
CC_ACTIONS = _words("""
    Attribution CommericalUse CommercialUse DerivativeWorks Distribution Notice Reproduction ShareAlike Sharing
    SourceCode
""")
DEPRECATED_LEFT_OPERANDS = _words("device proximity system timedCount")
COMMON_LEFT_OPERANDS = DEPRECATED_LEFT_OPERANDS | _words("""
    absolutePosition absoluteSpatialPosition absoluteTemporalPosition absoluteSize count dateTime delayPeriod
    deliveryChannel elapsedTime event fileFormat industry language media meteredTime payAmount percentage product
    purpose recipient relativePosition relativeSpatialPosition relativeTemporalPosition relativeSize resolution spatial
    spatialCoordinates systemDevice timeInterval unitOfCount version virtualLocation
""")
TOP_RULES = ("permission", "prohibition", "obligation")
DUTIES = ("duty", "remedy", "consequence")
PARTIES = ("assigner", "assignee", *COMMON_PARTIES)
REFERENCES = (
    *TOP_RULES,
    *DUTIES,
    *PARTIES,
    *("profile", "inheritFrom", "conflict", "target", "output", "action", "constraint", "refinement"),
    *("leftOperand", "operator", "rightOperandReference", "partOf", "source"),
)
"""Members whose value is a thing with an identifier: an object or a string, never a number."""
MEMBERS = (
    *REFERENCES,
    *OPERANDS,
    *("rightOperand", "unit", "dataType", "status", "relation", "function", "includedIn", "implies", "hasPolicy"),
    *("assignerOf", "assigneeOf", "payeeParty", "inheritAllowed", "inheritRelation", "scope", "undefined"),
)
CLASSES = (
    *("Rule", "Permission", "Prohibition", "Duty", "Constraint", "LogicalConstraint", "Action", "Operator"),
    *("LeftOperand", "RightOperand", "ConflictTerm", "Asset", "AssetCollection", "Party", "PartyCollection"),
)
TERMS = frozenset(
    (
        *CORE_POLICIES,
        *COMMON_POLICIES,
        *CORE_ACTIONS,
        *COMMON_ACTIONS,
        *COMMON_LEFT_OPERANDS,
        *OPERATORS,
        *CONFLICT_TERMS,
        *MEMBERS,
        *CLASSES,
        "policyUsage",
        "core",
    )
)
"""Every term of the namespace, including deprecated ones."""
