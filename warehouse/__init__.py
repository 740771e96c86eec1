"""The DuckDB warehouse, built from the readings; all SQL stands here."""
