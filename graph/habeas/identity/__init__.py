"""Which names are one person: judgements, clusters, and proposals from likeness."""
