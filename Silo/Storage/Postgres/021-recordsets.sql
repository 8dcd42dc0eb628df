-- The rows of a table are read out of an entity's JSON all at once, by the table's columns, instead of one by one: a
-- twentieth of the time of a write. So a later file that adds a column, of any kind, updates the table's line.

create or replace function make_project_rows() returns trigger language plpgsql as $make$
declare
    tables text;
begin
    select string_agg(format($table$
    if %1$L = any (named) then
        ids := array(select d ->> 'id' from unnest(docs) d where d -> 'rows' ? %1$L);
        delete from %1$I where entity_id = any (ids);
        insert into %1$I (entity_id, %2$s) select d ->> 'id', %3$s
        from unnest(docs) d, jsonb_to_recordset(d -> 'rows' -> %1$L) r (%4$s);
    end if;
$table$,
        t.name, c.names, c.from_record, c.types), '' order by t.name)
    into tables
    from read_tables t, lateral (
        select string_agg(quote_ident(a.attname), ', ' order by a.attnum) as names,
            string_agg('r.' || quote_ident(a.attname), ', ' order by a.attnum) as from_record,
            string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                order by a.attnum) as types
        from pg_attribute a
        where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            and a.attname <> 'entity_id') c;

    execute format($all$
create or replace function project_rows(docs jsonb[], named text[]) returns void language plpgsql as $code$
declare
    ids text[];
begin
    if not named <@ %1$L::text[] then
        raise exception 'rows of a table that is not known';
    end if;
%2$s
end
$code$
$all$, (select array_agg(t.name) from read_tables t), tables);
    return null;
end
$make$;

update read_tables set name = name;
