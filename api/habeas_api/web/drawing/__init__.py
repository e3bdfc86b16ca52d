"""Pictures made on the server: plain shapes with their places as shares of the width, so that text keeps its size on a phone.

scale      days -> shares of the width, and the marks below
timeline   one person's custody
ranges     numbers of several keepers
"""
