"""The JSON of the answers: schemas, and serializers from values of the case file to them."""
