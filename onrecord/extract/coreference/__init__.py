"""Whom the words of an article mean.

In: an article with its found statements, names and tagged words. Out: `Resolution` (speakers): each statement's speaker or why
there is none, addressee, venue and what it replies to, and the article's mentions and entities. Imports text, places, language
and record.
"""
