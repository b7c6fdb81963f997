"""Where media files keep their metadata: each container is walked through, none is searched for bytes."""
