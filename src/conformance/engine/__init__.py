"""From paths to a journal: recognise subjects, judge them, record the results."""
