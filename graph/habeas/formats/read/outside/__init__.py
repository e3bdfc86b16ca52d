"""Files of other systems as documents of the claim form: family trees, FollowTheMoney, Wikidata, RDF by a mapping."""
