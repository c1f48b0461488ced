"""What somebody typed -> what the record answers; `executor.resolve` is the one door. May import query, store, record, errors."""
