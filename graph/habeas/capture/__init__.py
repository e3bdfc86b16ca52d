"""Captured documents: from their bytes to text with places, and from quoted words to their place in that text.

folded   a text as quotes are compared in it, each sign with the place it came from
boundaries   where words and numbers end
quotes   where quoted words stand: exactly, nearly, in several places, or nowhere
"""
