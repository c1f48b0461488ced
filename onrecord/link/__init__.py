"""Across articles: which entities are the same, and why. Pure functions. Imports record, and extract for its facts about names.

    for entity in link(appearances):
        print(entity.name, len(entity.links), [link.because for link in entity.links])

docs/linking.md says by which rules. Reading an article is never changed by it.
"""

from onrecord.link.decisions import Rulings, anchor_of, in_force
from onrecord.link.entities import link
from onrecord.link.names import keys
from onrecord.link.wikidata import item_keys

__all__ = ["Rulings", "anchor_of", "in_force", "item_keys", "keys", "link"]
