"""The case as graphs for people to look at: edges, redaction, style, layout, measures, export."""
