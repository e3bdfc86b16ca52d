"""Saved questions: SPARQL with a header that says what it answers and which parameters it takes.

    # title: Who was detained where, and who says so          the first line; `# title@es:` is the same in Spanish
    # about: One line for each claim about a detention.      `# about@es:` likewise
    # param person: name optional – only this person          types: name, date, text, integer
    # param@es person: solo esta persona

After `optional` may come `default VALUE`. A line of the query that ends in `# only with person` is left out unless
that parameter is given, one that ends in `# only without person` unless it is not. Values never become part of the
text as they were typed: `binding` turns them into RDF terms first.

What SPARQL alone cannot answer (how sure it is that somebody was held, who is whom) has the same header in a file
`.ask`, and a function in habeas.casefile.builtin.
"""

from habeas.sparql.saved.header import Param, ParamType, Question, parse_question
from habeas.sparql.saved.loader import from_library, load_questions, packaged, question_named, questions_in
from habeas.sparql.saved.parameters import applicable, bind, inline, typed

__all__ = [
    "Param",
    "ParamType",
    "Question",
    "applicable",
    "bind",
    "from_library",
    "inline",
    "load_questions",
    "packaged",
    "parse_question",
    "question_named",
    "questions_in",
    "typed",
]
