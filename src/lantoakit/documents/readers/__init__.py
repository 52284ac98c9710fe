"""One reader for each format: bytes -> RawDocument."""
