-- User classes, and a list of the tables that rows may be copied into: a later file adds a table and its line here.

create table read_tables (name text not null primary key) strict, without rowid;

insert into read_tables (name) values
    ('products'), ('product_variants'), ('product_categories'), ('stock'), ('carts'), ('orders'), ('order_items'),
    ('payments'), ('shipments'), ('access_keys'), ('user_classes');

drop trigger row_sets_unknown;

create trigger row_sets_unknown instead of insert on row_sets
when not exists (select 1 from read_tables t where t.name = new.name)
begin
    select raise(abort, 'rows of a table that is not known');
end;

create table user_classes (
    entity_id text not null primary key,
    name text not null,
    name_key text not null,
    created_at integer not null,
    changed_at integer not null
) strict, without rowid;

create index user_classes_name on user_classes (name_key, entity_id);
create index user_classes_age on user_classes (created_at, entity_id);

create trigger row_sets_user_classes instead of insert on row_sets when new.name = 'user_classes'
begin
    delete from user_classes where entity_id = new.id;

    insert into user_classes (
        entity_id, name, name_key, created_at, changed_at)
    select new.id,
        e.value ->> '$.name', e.value ->> '$.name_key', e.value ->> '$.created_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;
