"""Table of contents: importing it puts every screen of the desk on the admin site.

It is not the package's own `__init__`, because Django imports the package to find the site class, before the site
exists: registrations made then are lost (measured: every admin page answered 404).
"""

from __future__ import annotations

from newsroom.admin import articles, assets, blocks, borrowed, editions, entities, entity_details, log, staff

__all__ = ["articles", "assets", "blocks", "borrowed", "editions", "entities", "entity_details", "log", "staff"]
