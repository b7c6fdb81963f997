"""The keys of the reference providers: public ones, whose private parts were thrown away, and one that signs."""

from typing import Any

RSA: dict[str, Any] = {
    "kty": "RSA",
    "use": "sig",
    "kid": "signing-rsa",
    "alg": "RS256",
    "e": "AQAB",
    "n": (
        "vTvXiXkaKbgFoRch2WZfEmqaXeQ5ZPcCcozzAaZ4O6QJxtJRUIgiFr6j7L3godlqmi7lYxctr4xrtY1RBlvkmh"
        "Yw5gIJah0H-12vgE8KMgwJN4XW8pvvMzJGNVfxZABk32BbW2reNjpo5mj8khTodPIk_J7zzl3yyNqvrMGYGSEr"
        "fy3Y7SPQvtzDBhqyzZK7PQo9D9CZwQqC4MeeADMtWLd-sk1vatro42uP3rBgk9AoBcLFWHb98wMyKXboVKarZu"
        "0QOK7EWaEiECXmAJmeycX2_wwLQ0jdjJVpXbgDwEN9ttWfFeHVzHFCj905S2FMmYhyqbrEQVz-jC0pwue2jw"
    ),
}
EC: dict[str, Any] = {
    "kty": "EC",
    "use": "sig",
    "key_ops": ["verify"],
    "kid": "signing-ec",
    "alg": "ES256",
    "crv": "P-256",
    "x": "RWJMsy8IFopwSB0np2hi-yS8VPzlAUFUxrAT8w1wzvk",
    "y": "BE9j7kwOrMsClESH9NIZ5pPDEigU1bVXX4z31Wfdaro",
}
RSA_ENCRYPTION: dict[str, Any] = {
    "kty": "RSA",
    "use": "enc",
    "kid": "encryption-rsa",
    "alg": "RSA-OAEP-256",
    "e": "AQAB",
    "n": (
        "2xBohB3H9EeujFehsIfBvvVePjMrBwS591AT30MPxf_g4CXhIh1J_kjGCLJmxiDBH8EdZSHjBYEBywtA7fIbiD"
        "dHQZawoUMPhltET69cTYtRwo0iZRgGxoOoBeQ12fKz5fv_VwwJtrLNMPFqD8kQhMPh96cELT5sZrJ4sKc_Z8wI"
        "xJRf3yP5_FbDrOFdjaqHzkY93uQbrmYvacm0K_CI5bH1xyz9oAiXLwBt1ZgedV9YL4BwuQqIselgo6ssDGC0Kr"
        "fRhVMMehXtybt7GqMI2yKf0umwCTaNBQ8Xe_5rvTFWZI0sPY2FBCRTod8Co19PLlzNW6qOD4kAU25OTO7t8w"
    ),
}
RSA_1024 = (
    "vAX6s-eeEk7MXYYSoO2wKvAuN93Qkdtd8L025JMBMm3ZoajAiLKcYRfQNwCxBEZnjusz9J_-gbnHRoC2YnHZxd"
    "p0MxpnHBPU4cl_P_8cF6lRMlF3Q-2j-1CgPN41jnmOV0bdXNPkcWw8KaknjJa9hH5-F8xXHZsa3I6QCXhnhZE"
)

# RFC 7515 A.2, which everybody may know: an example of the RFC.
SIGNING: dict[str, Any] = {
    "kty": "RSA",
    "kid": "people",
    "e": "AQAB",
    "n": (
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1"
        "Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpa"
        "SHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4"
        "LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
    ),
    "d": (
        "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwV"
        "ol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj"
        "kn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaF"
        "QT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ"
    ),
}
