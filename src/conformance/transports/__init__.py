"""Live services: what is sent and answered, the record of it, and the object that checks talk to."""
