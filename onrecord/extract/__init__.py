"""Article -> statements, speakers, events, times, places: pure functions. Imports record and errors only."""
