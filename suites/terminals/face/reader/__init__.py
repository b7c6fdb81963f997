"""What suites of faces and gaze read in common: sets of shapes, and channels by their label."""
