"""Reviewing a digest: read, edit, approve, and teach the glossary, over the database of one output folder."""
