"""What is asked, in no database's words: what a person typed -> conditions. Imports record and errors.

`lexer` cuts it into tokens, `parser` puts them together, `fields` says what each field takes; `conditions` are what comes out.
Only `search.executor.resolve` parses what somebody typed.
"""
