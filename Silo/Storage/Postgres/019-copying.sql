-- Copying cost more than storing: what was put together anew for every write was planned anew for every write, and a plan
-- made while due was small walked over all of it until its statistics were taken. Now the code that replaces rows is made
-- out of the list of tables once, whenever the list changes, and its plans are kept. So a later file makes a table before its
-- line, and one that adds a generated column, or any column beside one, updates the table's line.
-- Processes of before may be in the middle of a write: own_code and project_first_rows stay for them, used by nobody else.

create function make_project_rows() returns trigger language plpgsql as $make$
declare
    tables text;
begin
    select string_agg(format($table$
    if %1$L = any (named) then
        ids := array(select d ->> 'id' from unnest(docs) d where d -> 'rows' ? %1$L);
        delete from %1$I where entity_id = any (ids);
        insert into %1$I%2$s select %3$s
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> %1$L) e,
            jsonb_populate_record(null::%1$I, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;
$table$,
        t.name,
        case when c.generated then ' (' || c.names || ')' else '' end,
        case when c.generated then c.from_record else 'r.*' end), '' order by t.name)
    into tables
    from read_tables t, lateral (
        select bool_or(a.attgenerated <> '') as generated,
            string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attgenerated = '') as names,
            string_agg('r.' || quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attgenerated = '')
                as from_record
        from pg_attribute a
        where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped) c;

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

create trigger read_tables_changed after insert or update or delete on read_tables
for each statement execute function make_project_rows();

update read_tables set name = name;

create or replace function project_envelopes() returns trigger language plpgsql as $$
declare
    docs jsonb[];
    named text[];
    gone record;
    sends boolean;
    asks boolean;
    answers boolean;
    changes boolean;
begin
    select array_agg(
        (convert_from(c.payloadbinary, 'UTF8')::jsonb - '{state,keys,errands}'::text[])
        || jsonb_build_object(
            'entity', c.graintypestring, 'id', c.grainidextensionstring, 'shard', c.grainidhash & 3))
    into docs
    from changed c
    where c.payloadbinary is not null;

    if docs is null then
        return null;
    end if;

    insert into history (entity, id, version, n, type, at, who, from_address, why, data)
    select d ->> 'entity', d ->> 'id', (d ->> 'version')::bigint, e.n - 1, coalesce(e.value -> 'event' ->> '$type', ''),
        (e.value ->> 'at')::bigint, e.value ->> 'who', e.value ->> 'from', e.value ->> 'why',
        (e.value -> 'event') - '$type'
    from unnest(docs) d, jsonb_array_elements(d -> 'events') with ordinality e (value, n)
    on conflict do nothing;

    -- Most writes have none of these.
    select bool_or(d -> 'outgoing' <> '[]'), bool_or(d -> 'problems' <> '[]'), bool_or(d -> 'answers' <> '[]'),
        bool_or(d ? 'changes')
    into sends, asks, answers, changes
    from unnest(docs) d;

    if sends then
        insert into outbox (entity, id, version, n, kind, template, recipient, content, created_at, next_at)
        select d ->> 'entity', d ->> 'id', (d ->> 'version')::bigint, e.n - 1, e.value ->> 'kind',
            e.value ->> 'template', e.value ->> 'to', e.value -> 'values', (d -> 'events' -> -1 ->> 'at')::bigint,
            (d -> 'events' -> -1 ->> 'at')::bigint
        from unnest(docs) d, jsonb_array_elements(d -> 'outgoing') with ordinality e (value, n)
        on conflict do nothing;
    end if;

    if asks then
        insert into problems (key, details, order_id, at)
        select e.value ->> 'key', e.value ->> 'details', e.value ->> 'order', (d -> 'events' -> -1 ->> 'at')::bigint
        from unnest(docs) d, jsonb_array_elements(d -> 'problems') with ordinality e (value, n)
        order by 1, e.n
        on conflict do nothing;
    end if;

    if answers then
        insert into answers (key, entity, id, request_id, outcome, at)
        select distinct on (e.value ->> 'key') e.value ->> 'key', d ->> 'entity', d ->> 'id', e.value ->> 'requestId',
            e.value -> 'outcome', (d -> 'events' -> -1 ->> 'at')::bigint
        from unnest(docs) d, jsonb_array_elements(d -> 'answers') with ordinality e (value, n)
        order by e.value ->> 'key', e.n desc
        on conflict (key) do update set entity = excluded.entity, id = excluded.id, request_id = excluded.request_id,
            outcome = excluded.outcome, at = excluded.at;
    end if;

    for gone in
        select d ->> 'entity' as entity, d ->> 'id' as id
        from unnest(docs) d
        where d ? 'due' and d -> 'due' ->> 'at' is null
    loop
        delete from due where due.entity = gone.entity and due.id = gone.id;
    end loop;

    insert into due (entity, id, shard, at)
    select d ->> 'entity', d ->> 'id', (d ->> 'shard')::integer, (d -> 'due' ->> 'at')::bigint
    from unnest(docs) d
    where d -> 'due' ->> 'at' is not null
    on conflict (entity, id) do update set at = excluded.at, attempts = 0;

    if changes then
        if exists (select 1 from unnest(docs) d, jsonb_object_keys(d -> 'changes') k where k <> 'stock_holds') then
            raise exception 'a change of a table that is not known';
        end if;

        -- The same row may be set twice in one write: the last one stands.
        insert into stock_holds (
            entity_id, attempt, sku, quantity, remaining, status, parts, changed_at)
        select distinct on (r.entity_id, r.attempt)
            r.entity_id, r.attempt, r.sku, r.quantity, r.remaining, r.status, r.parts, r.changed_at
        from unnest(docs) d,
            jsonb_array_elements(d -> 'changes' -> 'stock_holds') with ordinality e (value, n),
            jsonb_populate_record(null::stock_holds, e.value || jsonb_build_object('entity_id', d ->> 'id')) r
        order by r.entity_id, r.attempt, e.n desc
        on conflict (entity_id, attempt) do update set
            sku = excluded.sku, quantity = excluded.quantity, remaining = excluded.remaining,
            status = excluded.status, parts = excluded.parts, changed_at = excluded.changed_at;
    end if;

    -- All rows of the entity in each table named are replaced; tables not named stay as they are.
    select array_agg(distinct k) into named from unnest(docs) d, jsonb_object_keys(d -> 'rows') k;
    if named is not null then
        perform project_rows(docs, named);
    end if;

    return null;
end
$$;
