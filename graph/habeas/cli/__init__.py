"""The command line: arguments in, text out, no logic.

`main` knows the commands; each other module holds a few of them.
"""
