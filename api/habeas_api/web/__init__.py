"""The pages: the case file in a browser, made on the server, working without scripts.

template        the Jinja2 environment, and `render`; language: that of a request
as_of           the as-of parameters of a page: on, said, known, by
forms           what people send, read and answered
i18n, labels    English and Spanish, days and numbers; codes, relations and columns in words
components      claims, quotes and marked texts as templates show them
result_cache    reports on the whole case, read where they are kept, else computed once; roster: how everybody stands
error_pages     problems as pages for people; programs get `application/problem+json`
static          style sheets, built scripts
drawing         numbers as ranges on one scale
pages/          one module a page or family of pages
"""
