"""What writes streams of haptic units: samples and demos are built with it."""
