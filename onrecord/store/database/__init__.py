"""The databases that a store can be in, and what each does its own way. Imports schema."""
