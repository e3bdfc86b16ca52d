"""The case folder: lock, journal, projection, side index, search, backup and verification."""
