-- Every write of an entity is copied into the tables that others read, in its own transaction. Copied only: nothing
-- here decides. The same envelope written again changes nothing, so that repairs and restores send nothing twice.
-- One call serves all rows of a statement: many entities are written at once.

create function project_envelopes() returns trigger language plpgsql as $$
declare
    docs jsonb[];
    named text[];
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

    insert into outbox (entity, id, version, n, kind, template, recipient, content, created_at, next_at)
    select d ->> 'entity', d ->> 'id', (d ->> 'version')::bigint, e.n - 1, e.value ->> 'kind', e.value ->> 'template',
        e.value ->> 'to', e.value -> 'values', (d -> 'events' -> -1 ->> 'at')::bigint,
        (d -> 'events' -> -1 ->> 'at')::bigint
    from unnest(docs) d, jsonb_array_elements(d -> 'outgoing') with ordinality e (value, n)
    on conflict do nothing;

    insert into problems (key, details, order_id, at)
    select e.value ->> 'key', e.value ->> 'details', e.value ->> 'order', (d -> 'events' -> -1 ->> 'at')::bigint
    from unnest(docs) d, jsonb_array_elements(d -> 'problems') with ordinality e (value, n)
    order by 1, e.n
    on conflict do nothing;

    insert into answers (key, entity, id, request_id, outcome, at)
    select distinct on (e.value ->> 'key') e.value ->> 'key', d ->> 'entity', d ->> 'id', e.value ->> 'requestId',
        e.value -> 'outcome', (d -> 'events' -> -1 ->> 'at')::bigint
    from unnest(docs) d, jsonb_array_elements(d -> 'answers') with ordinality e (value, n)
    order by e.value ->> 'key', e.n desc
    on conflict (key) do update set entity = excluded.entity, id = excluded.id, request_id = excluded.request_id,
        outcome = excluded.outcome, at = excluded.at;

    delete from due using unnest(docs) d
    where due.entity = d ->> 'entity' and due.id = d ->> 'id' and d ? 'due' and d -> 'due' ->> 'at' is null;

    insert into due (entity, id, shard, at)
    select d ->> 'entity', d ->> 'id', (d ->> 'shard')::integer, (d -> 'due' ->> 'at')::bigint
    from unnest(docs) d
    where d -> 'due' ->> 'at' is not null
    on conflict (entity, id) do update set at = excluded.at, attempts = 0;

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

    -- All rows of the entity in each table named are replaced; tables not named stay as they are.
    select array_agg(distinct k) into named from unnest(docs) d, jsonb_object_keys(d -> 'rows') k;
    if named is not null then
        perform project_rows(docs, named);
    end if;

    return null;
end
$$;

create function project_rows(docs jsonb[], named text[]) returns void language plpgsql as $$
begin
    if not named <@ array[
        'products', 'product_variants', 'product_categories', 'stock', 'carts', 'orders', 'order_items',
        'payments', 'shipments', 'access_keys'] then
        raise exception 'rows of a table that is not known';
    end if;

    if 'products' = any (named) then
        delete from products t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'products';

        insert into products (
            entity_id, slug, name, name_key, summary, words, sku, price, currency, active, present,
            available_at, created_at, changed_at)
        select
            r.entity_id, r.slug, r.name, r.name_key, r.summary, r.words, r.sku, r.price, r.currency,
            r.active, r.present, r.available_at, r.created_at, r.changed_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'products') e,
            jsonb_populate_record(null::products, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'product_variants' = any (named) then
        delete from product_variants t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'product_variants';

        insert into product_variants (
            entity_id, position, sku, sku_key, options, price, currency, soft_good, tracked, backorder,
            orderable)
        select
            r.entity_id, r.position, r.sku, r.sku_key, r.options, r.price, r.currency, r.soft_good,
            r.tracked, r.backorder, r.orderable
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'product_variants') e,
            jsonb_populate_record(null::product_variants, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'product_categories' = any (named) then
        delete from product_categories t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'product_categories';

        insert into product_categories (
            entity_id, position, name1, name2, name3, path, path_key)
        select
            r.entity_id, r.position, r.name1, r.name2, r.name3, r.path, r.path_key
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'product_categories') e,
            jsonb_populate_record(null::product_categories, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'stock' = any (named) then
        delete from stock t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'stock';

        insert into stock (
            entity_id, sku, sku_key, on_hand, held, available, backorder, changed_at)
        select
            r.entity_id, r.sku, r.sku_key, r.on_hand, r.held, r.available, r.backorder, r.changed_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'stock') e,
            jsonb_populate_record(null::stock, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'carts' = any (named) then
        delete from carts t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'carts';

        insert into carts (
            entity_id, status, line_count, unit_count, total, currency, order_id, created_at, changed_at)
        select
            r.entity_id, r.status, r.line_count, r.unit_count, r.total, r.currency, r.order_id, r.created_at,
            r.changed_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'carts') e,
            jsonb_populate_record(null::carts, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'orders' = any (named) then
        delete from orders t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'orders';

        insert into orders (
            entity_id, number, status, cart_id, name, name_key, email, method, unit_count, items, shipping,
            tax, certificates, due, currency, confirmed_at, authorized_at, voided_at, changed_at)
        select
            r.entity_id, r.number, r.status, r.cart_id, r.name, r.name_key, r.email, r.method, r.unit_count,
            r.items, r.shipping, r.tax, r.certificates, r.due, r.currency, r.confirmed_at, r.authorized_at,
            r.voided_at, r.changed_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'orders') e,
            jsonb_populate_record(null::orders, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'order_items' = any (named) then
        delete from order_items t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'order_items';

        insert into order_items (
            entity_id, item_id, sku, product_id, name, options, quantity, state, unit_price, unit_shipping,
            unit_price_tax, unit_shipping_tax, currency, soft_good, tracked, shipment_id)
        select
            r.entity_id, r.item_id, r.sku, r.product_id, r.name, r.options, r.quantity, r.state,
            r.unit_price, r.unit_shipping, r.unit_price_tax, r.unit_shipping_tax, r.currency, r.soft_good,
            r.tracked, r.shipment_id
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'order_items') e,
            jsonb_populate_record(null::order_items, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'payments' = any (named) then
        delete from payments t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'payments';

        insert into payments (
            entity_id, payment, kind, status, amount, captured, refunded, currency, gateway_id, brand, last4,
            confirmed_at, changed_at)
        select
            r.entity_id, r.payment, r.kind, r.status, r.amount, r.captured, r.refunded, r.currency,
            r.gateway_id, r.brand, r.last4, r.confirmed_at, r.changed_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'payments') e,
            jsonb_populate_record(null::payments, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'shipments' = any (named) then
        delete from shipments t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'shipments';

        insert into shipments (
            entity_id, shipment_id, carrier, tracking, cost, uncollected, currency, shipped_at)
        select
            r.entity_id, r.shipment_id, r.carrier, r.tracking, r.cost, r.uncollected, r.currency,
            r.shipped_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'shipments') e,
            jsonb_populate_record(null::shipments, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'access_keys' = any (named) then
        delete from access_keys t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'access_keys';

        insert into access_keys (
            entity_id, key_id, kind, roles, label, created_at, revoked_at)
        select
            r.entity_id, r.key_id, r.kind, r.roles, r.label, r.created_at, r.revoked_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'access_keys') e,
            jsonb_populate_record(null::access_keys, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

end
$$;

create trigger orleansstorage_inserted after insert on orleansstorage
referencing new table as changed for each statement execute function project_envelopes();

create trigger orleansstorage_updated after update on orleansstorage
referencing new table as changed for each statement execute function project_envelopes();
