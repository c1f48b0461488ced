"""The reading room: the record on web pages and over HTTP. May import everything below cli.

`app.create_app` puts it together. A page is a module of `pages/` (its addresses), a frozen dataclass of `views/` (what it shows,
the same for HTML and JSON) and a template of `templates/` (how). `api.py` gives the same values under /api/v1.
"""
