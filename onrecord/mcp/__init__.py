"""The record for assistants that must cite, over the Model Context Protocol. May import everything below web and cli.

`answers` are what the tools give, as frozen values; `tools` finds them; `server` speaks the protocol, and is the only one that
needs the extra `mcp`. Nothing here writes.
"""
