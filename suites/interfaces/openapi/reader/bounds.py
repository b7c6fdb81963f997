"""The limits of the reader: each is far beyond the largest published descriptions, of some 100,000 Objects."""

OBJECTS = 400_000
"""Objects of a description, as often as they are written."""

REFERENCES_FOLLOWED = 20
"""References that lead from one to the next before a value is found; a ring of them ends here."""

OPERATIONS_CALLED = 300
"""Operations of a service that are called with an example; the others count as not reached."""
