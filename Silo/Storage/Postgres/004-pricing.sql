-- User classes, and a list of the tables that rows may be copied into: a later file adds a table and its line here.

create table read_tables (
    name text collate "C" not null primary key,
    own_code boolean not null default false
);

insert into read_tables (name, own_code) values
    ('products', true), ('product_variants', true), ('product_categories', true), ('stock', true), ('carts', true),
    ('orders', true), ('order_items', true), ('payments', true), ('shipments', true), ('access_keys', true),
    ('user_classes', false);

create table user_classes (
    entity_id text collate "C" not null primary key,
    name text collate "C" not null,
    name_key text collate "C" not null,
    created_at bigint not null,
    changed_at bigint not null
);

create index user_classes_name on user_classes (name_key, entity_id);
create index user_classes_age on user_classes (created_at, entity_id);

alter function project_rows(jsonb[], text[]) rename to project_first_rows;

-- The first tables have code of their own; every later one is filled by the same statement, column by column.
create function project_rows(docs jsonb[], named text[]) returns void language plpgsql as $$
declare
    first_named text[];
    other text;
begin
    if exists (select 1 from unnest(named) n where n not in (select t.name from read_tables t)) then
        raise exception 'rows of a table that is not known';
    end if;

    select array_agg(t.name) into first_named from read_tables t where t.own_code and t.name = any (named);
    if first_named is not null then
        perform project_first_rows(docs, first_named);
    end if;

    for other in select t.name from read_tables t where not t.own_code and t.name = any (named) order by t.name loop
        execute format(
            'delete from %1$I t using unnest($1) d where t.entity_id = d ->> ''id'' and d -> ''rows'' ? %1$L', other)
        using docs;
        execute format(
            'insert into %1$I select r.* from unnest($1) d, jsonb_array_elements(d -> ''rows'' -> %1$L) e,
                jsonb_populate_record(null::%1$I, e || jsonb_build_object(''entity_id'', d ->> ''id'')) r', other)
        using docs;
    end loop;
end
$$;
