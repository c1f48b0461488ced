"""Who said what, as spans: source, cue and content.

In: a text, what the network made of it, and its layout. Out: `FoundStatement`s that the network finds (attribution), those
inside others (nested), those that the layout alone gives (transcripts, signatures); and what a cue does with its content
(polarity). Imports text, network, language and record.
"""
