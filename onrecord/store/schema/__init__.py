"""What the database holds: tables, migrations, how rows are packed. Imports record and errors."""
