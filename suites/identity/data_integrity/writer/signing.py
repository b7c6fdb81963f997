"""What signs documents, which suites of live verifiers use as well."""

from conformance_suites.identity.data_integrity.reader.signing import CODECS, SEED, Signer, signed

__all__ = ["CODECS", "SEED", "Signer", "signed"]
