"""Markdown in, the same Markdown in English out: what is text is found with its place, the rest stays as it is."""
