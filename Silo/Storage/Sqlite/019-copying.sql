-- Nothing to do here: each table has a trigger of its own already, whose statements SQLite prepares with the write.
select 1;
