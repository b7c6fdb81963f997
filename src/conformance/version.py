"""The version of the harness; reports and bundles name it."""

__version__ = "0.2.0.dev0"
