"""Claims of tokens that hold a credential or presentation of the data model (VC-JOSE-COSE, 3.1.3)."""

REPEATED = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf")
"""Those that a header may repeat (RFC 7519, 5.3)."""
_OF_SIGN_IN = ("nonce", "azp", "auth_time", "acr", "amr", "sid", "at_hash", "c_hash", "sub_jwk", "client_id", "scope")
BESIDE = frozenset((*REPEATED, *_OF_SIGN_IN, "txn", "status"))
"""Registered ones that may be beside the members of the data model; no context defines them."""
FORMER = ("vc", "vp")
"""Those in which the data model 1.1 was."""
