"""Claims to answers: custody, offices, figures, independent sources, checks. Pure functions over plain values."""
