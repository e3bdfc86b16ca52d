"""What an assistant may ask of a case, over the Model Context Protocol: tools that only read.

server      the protocol: which tools there are, and what a call answers
tools       the tools, and what each takes
answers     claims as an assistant gets them: with speaker and doubt, and words of others marked as such
support     which claims may support a sentence
"""
