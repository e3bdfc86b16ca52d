"""A case as a server holds it open: one writer, readers that can be ended."""
