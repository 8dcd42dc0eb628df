-- Nothing to do here: PostgreSQL has parsed only what stands before "cut" since 020.
select 1;
