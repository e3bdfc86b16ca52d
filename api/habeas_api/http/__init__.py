"""What every route needs of HTTP: negotiation, caching, security, problems, streaming."""
