"""Where media files keep their metadata: containers are parsed, never searched for bytes."""
