"""All that knows the SensorThings API."""
