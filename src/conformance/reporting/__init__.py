"""Views of a journal. Each reads the events and nothing else, so any view can be made again later and elsewhere."""
