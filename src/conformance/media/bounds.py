"""The bounds of every reader in one place: a hostile file costs bounded time and memory."""

FILE_BYTES = 2 << 30
"""A larger file is not read at all."""

MAPPED_FROM = 1 << 18
"""From this size on a file is mapped, not copied into memory."""

LONG_FILE = 16 << 20
"""From this size on a file is read a piece at a time where that will do, so that memory stays flat."""

JSON_BYTES = 256 << 20
"""A longer JSON text is not parsed; its objects would need about ten times the memory."""

JSON_DEPTH = 200
"""Nesting of arrays and objects; schema engines and recursive readers behind the door rely on it."""

JSON_DIGITS = 308
"""Digits of an integer; more exceed a double and make parsing slow."""

GLB_CHUNKS = 10_000
"""Chunks of one GLB file that are looked at."""

PATH_CHARACTERS = 32_767
"""A longer path names no file on any system."""

TILESETS_READ = 64
"""External tilesets that are read from one tileset on, in search of a circle."""

TILESET_REFERENCES = 10_000
"""References of a tileset and those behind it that are looked up in search of a circle."""

TILESET_BYTES = 16 << 20
"""A larger external tileset is not followed."""

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

ADAPTER_LINE_BYTES = 16 << 20
"""One line of an adapter program."""

BUNDLE_BYTES = 1 << 30
"""All members of an evidence bundle together, unpacked."""

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

KTX2_METADATA_BYTES = 1 << 16
"""Of the metadata of one KTX 2.0 texture that are read; writers put their name, an orientation and options there."""

KTX2_PAIRS = 256
"""Pairs of key and value in them."""

KTX2_CHANNELS = 64
"""Channels of one KTX 2.0 texture that are told apart; formats have up to 4."""

CID_CHARACTERS = 512
"""A longer text is no content identifier that anyone uses."""

POLICY_BYTES = 2 << 20
"""A larger usage policy is not judged."""

POLICY_OBJECTS = 20_000
"""Rules of one usage policy, and constraints, and assets and parties, that are looked at."""

POLICY_TERMS = 10_000
"""Definitions in the JSON-LD context of one usage policy that are taken up."""

POLICY_IRI_CHARACTERS = 2_000
"""A term that stands for a longer IRI is none that a policy needs."""

POLICY_PAIRS = 100_000
"""Pairs of an action and a target, and of rules about one, that are compared in one usage policy."""

METADATA_PARTS = 100_000
"""Chunks, segments or boxes of one media file that are walked through."""

METADATA_BYTES = 8 << 20
"""Bytes of one metadata text in a media file, after decompression."""

METADATA_FILE_BYTES = 64 << 20
"""Bytes of all metadata of one media file together, after decompression."""

GIF_BLOCKS = 4_000_000
"""Data sub-blocks of one GIF file that are walked through; each holds up to 255 bytes."""

FLV_TAGS = 2_000_000
"""Tags of one FLV file that are walked through; an hour of video and sound has some 300,000."""

AMF_DEPTH = 100
"""Nesting of objects and arrays in the script data of an FLV file."""

OGG_STREAMS = 16
"""Streams of one Ogg file whose comments are waited for at the same time."""

FRONT_MATTER_BYTES = 1 << 16
"""How far the front matter of a Markdown file is looked for, and how long it may be."""

OOXML_BYTES = 256 << 20
"""A larger Office or OFD file is not searched for metadata, since it is needed in memory."""

OOXML_DIRECTORY_BYTES = 4 << 20
"""The directory of a zip archive; a presentation of 2,000 parts has some 200,000 bytes."""

XML_DEPTH = 100
"""Nesting of elements in an XML text."""

PDF_BYTES = 64 << 20
"""A larger PDF file is not searched for metadata."""

PDF_SECONDS = 10.0
"""Until the process that reads the metadata of one PDF file is ended."""

PDF_MEMORY = 1 << 30
"""Address space of that process, where the system can bound it."""

BVH_BYTES = 256 << 20
"""A longer BVH text is not read."""

BVH_HEADER_BYTES = 8 << 20
"""The header section of one BVH file."""

BVH_LINES = 1 << 21
"""Lines of one BVH file; at 120 frames in a second they last almost five hours."""

BVH_LINE_BYTES = 1 << 20
"""One line of one BVH file."""

BVH_NODES = 10_000
"""Roots, joints and end sites of one BVH skeleton."""

BVH_VALUES = 1 << 25
"""Numbers in the motion of one BVH file."""

XML_BYTES = 16 << 20
"""A longer XML text is not read as a tree of elements."""

XML_ELEMENTS = 200_000
"""Elements of one XML text."""

ACCESSOR_NUMBERS = 1 << 28
"""Numbers of one glTF asset that are looked at; accessors may overlap, so the size of the file is no bound."""

C2PA_BYTES = 256 << 20
"""A larger file is not handed to the library that validates C2PA manifests, which needs it in memory."""

FILES_BESIDE = 1000
"""Entries of the folder of a detached manifest that are looked through for the file it belongs to."""

SIGNATURES_VERIFIED = 32
"""Signatures in the labels of one media file that are verified; each takes some 0.02 s."""

RECORDING_LINE_BYTES = 4 << 20
"""A longer line of a recording is not read."""

RECORDING_NUMBERS = 50_000
"""Numbers of one stream in one frame of a recording."""

RECORDING_SPLIT_FROM = 32 << 20
"""From this size on several processes judge one recording, where there are several."""

RECORDING_PIECE_BYTES = 3 << 20
"""Of a recording that is read at a time."""

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

PICTURE_MEMORY = 4 << 30
"""Address space of that process, where the system can bound it."""

PICTURE_BYTES = 30_000
"""One picture as a file."""

PICTURE_TRIANGLES = 1 << 20
"""Triangles that are drawn; primitives beyond them are left out."""

PICTURE_METRES = 1e6
"""Triangles with a corner farther from the origin are not drawn."""

PICTURE_PIXELS = 1 << 28
"""Pixels of all textures of one model that are decoded for its pictures; further materials show their colour alone."""

PICTURE_BONES = 5_000
"""Nodes of a skeleton that is drawn as lines; of a larger one only the marked nodes are."""

RECORDING_STREAMS = 200
"""Streams that are told apart in raw frames that are converted into a recording."""

WEBXR_BYTES = 256 << 20
"""A longer file of raw WebXR frames is not converted in one go."""
