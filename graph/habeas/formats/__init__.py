"""Bytes to values and values to bytes, one format a module."""
