"""Barometer measures how municipalities use Facebook and other social media, and publishes it every month."""

__version__ = "0.1.0"
METHOD_VERSION = "3"
"""Rises whenever a change makes published numbers change; CHANGELOG.md, part *method*, says how."""
