"""Reading proofs of Data Integrity 1.0: where they are, the keys they name, and whether they verify."""
