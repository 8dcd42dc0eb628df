-- Nothing to do here: SQLite parses a write once and takes from it what its triggers ask for.
select 1;
