"""The little Django that every package shares: languages, field makers, fixtures, guards, verb plumbing.

Imports `newsroom.text` only. Owns no table.
"""
