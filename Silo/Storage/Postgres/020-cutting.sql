-- A write's JSON ends with what nobody copies: the state, most of it. What comes before "cut" is parsed; a row of before has
-- no such mark, and is parsed whole.

-- What a write says, without its state.
create function said(payload bytea) returns jsonb language plpgsql immutable as $$
declare
    cut integer := position('\x2c22637574223a5b5b5d5d' in payload);
begin
    return case
        when cut > 0 then (convert_from(substring(payload for cut - 1), 'UTF8') || '}')::jsonb
        else convert_from(payload, 'UTF8')::jsonb - '{state,keys,errands}'::text[]
    end;
end
$$;

create or replace function project_envelopes() returns trigger language plpgsql as $$
declare
    docs jsonb[];
    named text[];
    gone record;
    happens boolean;
    sends boolean;
    asks boolean;
    answers boolean;
    changes boolean;
    waits boolean;
    shows boolean;
begin
    -- Most writes have few of these.
    select array_agg(d), bool_or(d -> 'events' <> '[]'), bool_or(d -> 'outgoing' <> '[]'),
        bool_or(d -> 'problems' <> '[]'), bool_or(d -> 'answers' <> '[]'), bool_or(d ? 'changes'), bool_or(d ? 'due'),
        bool_or(d ? 'rows')
    into docs, happens, sends, asks, answers, changes, waits, shows
    from (
        select said(c.payloadbinary) || jsonb_build_object(
            'entity', c.graintypestring, 'id', c.grainidextensionstring, 'shard', c.grainidhash & 3) as d
        from changed c
        where c.payloadbinary is not null
        offset 0) w;

    if docs is null then
        return null;
    end if;

    if happens then
        insert into history (entity, id, version, n, type, at, who, from_address, why, data)
        select d ->> 'entity', d ->> 'id', (d ->> 'version')::bigint, e.n - 1,
            coalesce(e.value -> 'event' ->> '$type', ''), (e.value ->> 'at')::bigint, e.value ->> 'who',
            e.value ->> 'from', e.value ->> 'why', (e.value -> 'event') - '$type'
        from unnest(docs) d, jsonb_array_elements(d -> 'events') with ordinality e (value, n)
        on conflict do nothing;
    end if;

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

    if waits then
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
    end if;

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
    if shows then
        select array_agg(distinct k) into named from unnest(docs) d, jsonb_object_keys(d -> 'rows') k;
        if named is not null then
            perform project_rows(docs, named);
        end if;
    end if;

    return null;
end
$$;

-- A seventh of the time of a write went into packing it tightly; this packs as well as it need be. A server may be built
-- without it. Nobody is kept waiting for it either: whoever reads the table for long, a backup or an audit, would hold up
-- this, and this everybody else.
do $$
declare
    patience text := current_setting('lock_timeout');
begin
    perform set_config('lock_timeout', '1s', true);
    alter table orleansstorage alter column payloadbinary set compression lz4;
    perform set_config('lock_timeout', patience, true);
exception when feature_not_supported or lock_not_available then
    null;
end
$$;
