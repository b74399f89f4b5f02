"""What was written. Tables: Article, Original, Track, Block, Repair, Asset, Credit, Revision.

Imports `base` and `text` only; names entities and users by string.
"""
