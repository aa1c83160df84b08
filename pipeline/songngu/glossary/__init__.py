"""The glossary: entries and files, matching in the source, enforcement in the English."""
