"""Where media files keep their metadata: each container is walked through, none is searched for bytes."""

from conformance.media.metadata.sites import MediaFile, Site, media_file

__all__ = ["MediaFile", "Site", "media_file"]
