-- Orleans' own ADO.NET providers work on PostgreSQL only: nothing here.
select 1;
