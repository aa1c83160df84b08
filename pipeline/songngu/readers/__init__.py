"""Bytes to Document: one reader a format, a plain dict of suffixes."""
