"""A case as a folder of pages that needs no server: its addresses, its pages, and the data that its scripts ask."""
