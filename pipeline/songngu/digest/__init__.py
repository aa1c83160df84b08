"""Digest to bytes: one renderer a format, a plain dict of names."""
