"""What people ask of the record: the check of a draft. May import everything below web and cli."""
