"""Live services: messages sent and received, their record, and the object that checks talk to."""
