"""What the pages show: one frozen dataclass a page, the same for HTML and JSON. Imports everything below web.

Plain values only: what a page shows has been read when it is built.
"""
