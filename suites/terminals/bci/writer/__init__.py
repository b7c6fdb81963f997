"""What writes files of signals: samples, demos and tests are built with it."""
