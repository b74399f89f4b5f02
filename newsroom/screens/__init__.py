"""What a screen needs to read, one file each; permission-filtered by the caller's policy, query count pinned in
tests.
"""
