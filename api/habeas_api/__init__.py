"""The application over HTTP: routes, pages, forms and the service that has the case open."""
