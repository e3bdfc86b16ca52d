"""Graphs as bytes, one format a module; `writers` has the table of them."""
