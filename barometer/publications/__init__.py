"""Figures that others published: read from tables with their source, never mixed with measurements."""
