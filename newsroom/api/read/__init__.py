"""The public, read-only API: live articles with their editions, entities, statements.

Reads `publishing` only and imports `publishing`, `base` and `text` only: what is not published does not exist here.
"""
