"""The pages: the case file in a browser, made on the server, working without scripts.

template        the Jinja2 environment, and `render`
urls            links between pages, which keep the language and the as-of parameters
as_of           the as-of parameters of a page: on, said, known, by
i18n, labels    English and Spanish, days and numbers; codes, relations and columns in words
components      claims, quotes and marked texts as templates show them
query_results   the answer to a query as a table or triples
result_cache    what worker processes calculated from the whole case, kept until it changes
roster          everybody, and how custody stands with each
forms           what people send, read and answered
error_pages     problems as pages for people; programs get `application/problem+json`
static          style sheets, built scripts
drawing/        pictures
pages/          one module a page or family of pages
"""
