"""What readers get. Tables: Edition, EditionBody, Publication, PublishedStatement,
Appearance, Card, CardLink, Outbox. Knows no drafts.

Imports `base` and `text` only: what is published names articles, entities and blocks by their public identity.
"""
