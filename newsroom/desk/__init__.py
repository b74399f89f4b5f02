"""The story: what the newsroom does, one file per step: ingest, repair, edit, annotate, translate, review, publish.

A verb is one transaction and one audit row: `publish(article, *, language, by) -> Edition`. It asks `policy` first,
raises a named error (`errors`) and changes nothing when it cannot be done. Admin, API, importers and commands call
verbs and hold no rule of their own. Imports every noun package below; nothing here imports a door.
"""
