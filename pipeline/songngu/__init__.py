"""songngu: a folder of Vietnamese news in, a bilingual digest with an enforced glossary out."""

__version__ = "0.1.0"
