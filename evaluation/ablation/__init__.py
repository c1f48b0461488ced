"""What each row and list of the rules earns and costs: `python -m evaluation ablate ROOM`. Imports onrecord and evaluation.

Each is emptied in turn, what is read anew with it is judged against the gold, and set beside what all rules give.
"""
