"""A case file as graphs for people to look at.

inputs      what the file holds, as plain values           filters     what the reader wants to see of it
redaction   what may leave, and pseudonyms                 context     all of this for one request
events      claims gathered by the event they talk about   custody     words and stays over time, from analysis.custody
edges       edges and what each rests on                   time        days as they are drawn
facts, stays, provenance   which lines which view has      views       the table of views
build       from lines to a graph                          layout, measures   places and figures
options     what may be asked, as people write it          export      from an open case to files, the web, networkx
"""
