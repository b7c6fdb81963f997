"""What suites and listeners of bodies read in common: sets of joints, where joints are, and messages of OSC."""
