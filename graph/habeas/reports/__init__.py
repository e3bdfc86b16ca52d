"""Documents for people, as plain values and as files: HTML, Markdown, Word and PDF.

What a document says is put together above (`casefile.reporting`); a writer adds nothing and leaves nothing out.
"""
