"""The doors for files: sheets (CSV, XLSX, JSON) of entities, names, memberships and participations, out and in.

Owns no table. Imports `desk` and what is below it; a sheet is written by the verb `desk.imports.import_rows`. Order of
reading: `formats` (bytes to a `sheet`), `columns` (a cell to a value of a row and back), `resources` (which columns
each kind has, and a sheet to a plan), `waiting` (the file between preview and confirmation). Annotations of an article
go out as W3C Web Annotations by `annotations` and come in by `annotation_files`.
"""
