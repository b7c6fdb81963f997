"""Reading glTF 2.0: every suite of the family, and those of families that use it, read through here."""
