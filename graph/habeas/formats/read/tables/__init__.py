"""Tables: delimited text, workbooks, and the tables of a web page."""
