"""From paths to a journal: recognise, judge, roll on."""
