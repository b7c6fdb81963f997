"""The limits of the reader: each is far beyond the largest published descriptions, of some 100,000 Objects."""

OBJECTS = 400_000
"""Objects of a description, as often as they are written."""

REFERENCES_FOLLOWED = 20
"""References that lead from one to the next before a value is found; a ring of them ends here."""

OPERATIONS_CALLED = 300
"""Operations of a service that are called with an example; the others count as not reached."""

EXAMPLES = 5000
"""Examples of a document that are compared with their schemas."""

GENERATOR_SECONDS = 60.0
"""Seconds that a row may spend on making requests, for all operations together: a second makes some hundred."""

OPERATION_SECONDS = 10.0
"""Seconds for the requests of one operation; a pattern or a nest of arrays can need hours."""

START_SECONDS = 20.0
"""Seconds until the process that makes requests has loaded its library and the description."""

GENERATOR_MEMORY = 2 << 30
"""Bytes of memory of that process; it needs a tenth of it."""

GENERATED_BYTES = 16 << 20
"""Bytes of the requests of one operation."""

REQUESTS_PER_OPERATION = 2
"""Requests generated for an operation at least, however many operations share what the plan allows."""

MADE_PER_USED = 4
"""Impossible requests that are made for each one sent: many only break what no server has to see."""
