"""Where media files keep their metadata: each container is walked through, none is searched for bytes."""

from conformance_suites.assets.labels.reader.metadata.sites import COMMENT, MediaFile, Site, media_file

__all__ = ["COMMENT", "MediaFile", "Site", "media_file"]
