"""A case as a server holds it open: one writer, workers that can be ended."""
