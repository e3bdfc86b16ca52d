"""Saved questions: SPARQL with a header (`questions`), and values for its parameters (`parameters`)."""
