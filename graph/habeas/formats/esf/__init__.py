"""The Events Standard Formats of HURIDOCS: claims as coded records, and records as claims (docs/esf.md)."""
