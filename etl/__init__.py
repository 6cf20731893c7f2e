"""Raw office files to a checked, published DuckDB snapshot."""

__version__ = "0.1.0"
