"""Time phrases, the days they mean, and the one that dates a statement.

In: text, and when it was published. Out: `TimePhrase`s (grammar), `Interval`s of ISO dates or the reason why there is none
(resolution), `Said` (said). Imports dates, language and record.
"""
