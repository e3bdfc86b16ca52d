"""The case as an audience may see it, as a case of its own: nothing in it comes from what is withheld."""
