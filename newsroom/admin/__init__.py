"""The door for editors: the stock Django admin, grouped by domain, right in both directions, writing through verbs
only.

Imports everything below. Owns no table and no rule; `desk_admin` is the one bridge from forms to verbs.
"""
