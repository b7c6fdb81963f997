"""What reads files of signals: their headers, their samples and what is measured in them."""
