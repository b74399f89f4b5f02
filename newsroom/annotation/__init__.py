"""Annotations on blocks. Tables: Span, Mention, Statement, Speaker, Note.

Rules: gazetteer (what a text may be naming), anchoring (what an edit does to a span). Imports `content`, `entities`,
`base` and `text`; never `publishing`.
"""
