"""What is asked of the rows, and what comes back. Imports all of the other rooms."""
