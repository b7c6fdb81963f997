"""An MQTT 5 client that the suites of the family drive, and the broker as it sees it."""
