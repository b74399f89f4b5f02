"""Who and what a report is about. Tables: Entity (with proxies per kind), Name, Membership, Participation.

Imports `base` and `text` only.
"""
