"""What the learned reader makes of a text: scores for every token, and from them names and parts of speech.

In: the readable paragraphs of an article. Out: `Encoded` (tokens and their scores), linked spans around cues, `FoundName`s and
`TaggedWord`s. `weights/` holds what was trained. Imports text and record.
"""
