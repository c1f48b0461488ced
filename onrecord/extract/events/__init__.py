"""Who did what to whom, in PLOVER's terms.

In: an article, its resolved mentions and entities, and its statements. Out: events with trigger, parties, date and status, and
the mentions and entities that they add (finding). Imports text, network, times, places, coreference, language and record.
"""
