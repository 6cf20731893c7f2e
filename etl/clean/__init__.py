"""Text columns → typed columns. Pure functions on Arrow columns: no row is looked at one by one."""
