"""The reading room: the case file in a browser, as pages made on the server that work without scripts.

words       languages: what the room says in English and Spanish, and how it writes days and numbers
here        the address somebody is at: links that keep the language and the clocks
visitor     who is at the door: their language, whether they may write, the word that forms carry
template    the Jinja2 environment, and `render`
static      the room's own files: style sheet, built scripts
trouble     problems as pages, for people; programs get `application/problem+json` as ever
doors       every page's routes
pages/      one module a page or family of pages
"""
