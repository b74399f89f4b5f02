"""The door for readers: server-rendered pages from publishing tables only.

Imports `publishing`, `base` and `text`; import-linter and an SQL guard see to it. Owns no table.
"""
