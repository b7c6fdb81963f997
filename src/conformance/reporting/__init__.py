"""Views of a journal. They read the events and nothing else, so any view can be rendered later and elsewhere."""
