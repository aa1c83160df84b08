"""Vietnamese and English text: normal forms, sentences, quantities."""
