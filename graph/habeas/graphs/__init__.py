"""A case file as graphs for people to look at.

inputs    what the file holds, what is asked of it, what may leave    context   all of this for one request; nodes
edges     lines in columns and words                                 views     the table of views, and their lines
build     from lines to a graph                                      kept      the same from kept lines
layout, measures   places and figures                                parameters, options   what may be asked
export    from an open case to files, the web, networkx
"""
