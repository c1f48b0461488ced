"""Scores on gold data. Imports onrecord; nothing in onrecord imports it."""
