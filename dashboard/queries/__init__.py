"""One function per question; the SQL stands in it, values are always bound."""
