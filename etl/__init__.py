"""Raw office files to a checked, published DuckDB snapshot."""
