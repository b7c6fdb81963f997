"""Building media files that carry labels, for samples."""
