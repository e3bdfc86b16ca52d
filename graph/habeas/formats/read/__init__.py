"""Bytes to model, one format a file: READERS maps a file's ending to its reader (see `read.files`)."""
