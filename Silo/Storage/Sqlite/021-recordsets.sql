-- Nothing to do here: SQLite's triggers read each row by its columns already.
select 1;
