"""The text as words, sentences and quotations, and the words that the language's lists know. Nothing here has been read by a
network.

In: an article's text, and the parts of speech of its words. Out: `Layout` (layout), the stretches inside quotation marks
(quotations), lists of titles, offices and names (lexicon), and the values that stages hand each other (results). Imports
language and record.
"""
