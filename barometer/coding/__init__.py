"""Coding sheets: a drawn sample of pages that people look through, and what comes of their rows."""
