"""The limits of all readers in one place: a hostile file costs only limited time and memory."""

FILE_BYTES = 2 << 30
"""A larger file is not read at all."""

MAPPED_FROM = 64 << 20
"""From this size on a file is mapped, not copied into memory: a process dies if a mapped file is cut meanwhile."""

JSON_BYTES = 256 << 20
"""A longer JSON text is not parsed."""

JSON_VALUES = 8_000_000
"""Commas and opening brackets of a JSON text that is parsed: a value, however short, may need 150 bytes of memory."""

JSON_DEPTH = 200
"""Nesting of arrays and objects; schema engines and recursive readers behind the door rely on it."""

JSON_DIGITS = 308
"""Digits of an integer; more exceed a double and make parsing slow."""

YAML_BYTES = 16 << 20
"""A longer YAML text is not parsed: its parser takes a hundred times as long as that of JSON."""

YAML_VALUES = 1_000_000
"""Values of a YAML text, those of an alias as often as it occurs; they nest as deeply as those of JSON."""

TOML_BYTES = 1 << 20
"""A longer TOML text is not parsed: people write them by hand."""

PATH_CHARACTERS = 32_767
"""A longer path names no file on any system."""

IMAGE_PIXELS = 1 << 28
"""Pixels an image may declare; headers are read, pixels are not decoded."""

VIOLATIONS_READ = 10_000
"""Violations a schema engine is asked for; a document with more counts as cut off by the last of them."""

HEAVY_COPIES = 64 << 20
"""Characters and values, each as often as parts of the document hold it, from which on no engine may copy them."""

HEAVY_VALUES = 100_000
"""Values of a document that the engine which copies nothing gets through in seconds."""

MANY_VALUES = 300_000
"""Values of a document of which, where it is wrong, only the first violation of each row is read."""

FINDINGS_PER_CASE = 100
"""Further findings of one case are counted, not kept."""

FINDINGS_COUNTED = 10_000
"""Where counting stops as well: a check that never ends is cut off here."""

EXCHANGE_SECONDS = 30.0
"""From sending a request to the last byte of its answer, where a plan says nothing else."""

ANSWER_BYTES = 4 << 20
"""Body of one answer after content decoding, where a plan says nothing else."""

REDIRECTS = 5
"""Redirects followed for one request, where a plan says nothing else."""

MESSAGES = 1000
"""Messages of one conversation, both directions together, where a plan says nothing else."""

COOKIES = 100
"""Cookies that are kept for one case; further ones are not sent back."""

ADAPTER_LINE_BYTES = 16 << 20
"""One line of an adapter program."""

BUNDLE_BYTES = 1 << 30
"""All compressed members of an evidence bundle together, unpacked."""

BUNDLE_MEMBER_BYTES = 1 << 29
"""Journal, exchanges and lists of an evidence bundle together: what is read into memory."""

BUNDLE_MEMBERS = 200_000
"""Members of an evidence bundle."""

STIMULI = 25
"""Stimuli a generative case tries, where a plan says nothing else."""

STIMULI_SHRINKING = 100
"""Further stimuli it may try to find the smallest one that violates."""

DATA_URI_BYTES = 32 << 20
"""Characters of the data in one data: URI that are decoded."""

IMAGE_DECODED_PIXELS = 1 << 25
"""Pixels of an image that is decoded, not only read by its header."""

XML_DEPTH = 100
"""Nesting of elements in an XML text."""

XML_BYTES = 16 << 20
"""A longer XML text is not read as a tree of elements."""

XML_ELEMENTS = 200_000
"""Elements of one XML text."""

OFFICE_BYTES = 64 << 20
"""What is read of a Word document or an Excel workbook, unpacked."""

OFFICE_MEMBERS = 2_000
"""Members of such a file that are read."""

OFFICE_ELEMENTS = 1_000_000
"""Elements of one XML text in it."""

RECORDING_LINE_BYTES = 4 << 20
"""A longer line of a recording is not read."""

RECORDING_STREAMS = 1_000
"""Streams that a header may declare."""

RECORDING_TROUBLES = 10_000
"""Troubles with the lines of a recording after which it is not read any further."""

RECORDING_LINES_WITHOUT_HEADER = 100_000
"""Lines that are read, and only to find out whether they are JSON, where no header describes them."""

RECORDING_NUMBERS = 50_000
"""Numbers of one stream in one frame of a recording."""

RECORDING_SPLIT_FROM = 32 << 20
"""From this size on several processes judge one recording, where there are several."""

RECORDING_PIECE_BYTES = 3 << 20
"""Of a recording that is read at a time."""

REWRITTEN_BYTES = 1 << 30
"""Of a recording that is written again while it grows, since its device shows what it had not shown before."""

REPAIRED_BYTES = 512 << 20
"""A larger file is not repaired: a copy is made in memory, and judged there after each repair."""

COMPANIONS = 10_000
"""References of one file that are followed to files which belong beside its repaired copy."""

PICTURED_MODELS = 50
"""Models of one run that pictures are made of, those with findings first."""

PICTURES_PER_MODEL = 12
"""Pictures of one model: of the whole, and of the parts that violate each requirement."""

PICTURE_MARKS = 24
"""Parts that are marked in one picture."""

PICTURE_SECONDS = 20.0
"""Until the process that draws the pictures of one model is ended."""

PICTURES_SECONDS = 120.0
"""For the pictures of all models of a run; later ones are not drawn."""
