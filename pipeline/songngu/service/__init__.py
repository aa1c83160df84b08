"""The HTTP service: translation and digests for other programs, over two APIs that they know already."""
