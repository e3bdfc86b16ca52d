"""The service: a case file over HTTP. It adds addresses, formats and fences, and no meaning of its own."""
