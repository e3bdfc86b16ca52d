"""Numbers that somebody gives: what they count, which can be compared, who is named in them."""
