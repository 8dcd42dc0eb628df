-- Every write of an entity is copied into the tables that others read, in its own transaction. Copied only: nothing
-- here decides. The same envelope written again changes nothing, so that repairs and restores send nothing twice.

create view envelopes as
select graintypestring as entity, grainidextensionstring as id, grainidhash & 3 as shard, '' as doc from orleansstorage;

create view row_sets as
select grainidextensionstring as id, '' as name, '' as doc from orleansstorage;

-- Read once into SQLite's own form, without what is not copied.
create trigger orleansstorage_inserted after insert on orleansstorage when new.payloadbinary is not null
begin
    insert into envelopes (entity, id, shard, doc)
    values (
        new.graintypestring, new.grainidextensionstring, new.grainidhash & 3,
        jsonb_remove(cast(new.payloadbinary as text), '$.state', '$.keys', '$.errands'));
end;

create trigger orleansstorage_updated after update of payloadbinary on orleansstorage
when new.payloadbinary is not null
begin
    insert into envelopes (entity, id, shard, doc)
    values (
        new.graintypestring, new.grainidextensionstring, new.grainidhash & 3,
        jsonb_remove(cast(new.payloadbinary as text), '$.state', '$.keys', '$.errands'));
end;

create trigger envelopes_project instead of insert on envelopes
begin
    insert into history (entity, id, version, n, type, at, who, from_address, why, data)
    select new.entity, new.id, new.doc ->> '$.version', e.key, coalesce(e.value ->> '$.event."$type"', ''),
        e.value ->> '$.at', e.value ->> '$.who', e.value ->> '$.from', e.value ->> '$.why',
        json_remove(e.value -> '$.event', '$."$type"')
    from json_each(new.doc, '$.events') e
    where true
    on conflict do nothing;

    insert into outbox (entity, id, version, n, kind, template, recipient, content, created_at, next_at)
    select new.entity, new.id, new.doc ->> '$.version', e.key, e.value ->> '$.kind', e.value ->> '$.template',
        e.value ->> '$.to', e.value -> '$.values', new.doc ->> '$.events[#-1].at', new.doc ->> '$.events[#-1].at'
    from json_each(new.doc, '$.outgoing') e
    where true
    on conflict do nothing;

    insert into problems (key, details, order_id, at)
    select e.value ->> '$.key', e.value ->> '$.details', e.value ->> '$.order', new.doc ->> '$.events[#-1].at'
    from json_each(new.doc, '$.problems') e
    where true
    on conflict do nothing;

    insert into answers (key, entity, id, request_id, outcome, at)
    select e.value ->> '$.key', new.entity, new.id, e.value ->> '$.requestId', e.value -> '$.outcome',
        new.doc ->> '$.events[#-1].at'
    from json_each(new.doc, '$.answers') e
    where true
    on conflict (key) do update set entity = excluded.entity, id = excluded.id, request_id = excluded.request_id,
        outcome = excluded.outcome, at = excluded.at;

    delete from due
    where entity = new.entity and id = new.id
        and json_type(new.doc, '$.due') is not null and new.doc ->> '$.due.at' is null;

    insert into due (entity, id, shard, at)
    select new.entity, new.id, new.shard, new.doc ->> '$.due.at'
    where new.doc ->> '$.due.at' is not null
    on conflict (entity, id) do update set at = excluded.at, attempts = 0;

    insert into stock_holds (
        entity_id, attempt, sku, quantity, remaining, status, parts, changed_at)
    select new.id,
        e.value ->> '$.attempt', e.value ->> '$.sku', e.value ->> '$.quantity', e.value ->> '$.remaining',
        e.value ->> '$.status', e.value ->> '$.parts', e.value ->> '$.changed_at'
    from json_each(new.doc, '$.changes.stock_holds') e
    where true
    on conflict (entity_id, attempt) do update set
        sku = excluded.sku, quantity = excluded.quantity, remaining = excluded.remaining,
        status = excluded.status, parts = excluded.parts, changed_at = excluded.changed_at;

    select raise(abort, 'a change of a table that is not known')
    from json_each(new.doc, '$.changes') e
    where e.key <> 'stock_holds';

    insert into row_sets (id, name, doc)
    select new.id, e.key, e.value
    from json_each(new.doc, '$.rows') e;
end;

-- All rows of the entity in each table named are replaced; tables not named stay as they are.
create trigger row_sets_unknown instead of insert on row_sets
when new.name not in (
    'products', 'product_variants', 'product_categories', 'stock', 'carts', 'orders', 'order_items',
    'payments', 'shipments', 'access_keys')
begin
    select raise(abort, 'rows of a table that is not known');
end;

create trigger row_sets_products instead of insert on row_sets when new.name = 'products'
begin
    delete from products where entity_id = new.id;

    insert into products (
        entity_id, slug, name, name_key, summary, words, sku, price, currency, active, present, available_at,
        created_at, changed_at)
    select new.id,
        e.value ->> '$.slug', e.value ->> '$.name', e.value ->> '$.name_key', e.value ->> '$.summary',
        e.value ->> '$.words', e.value ->> '$.sku', e.value ->> '$.price', e.value ->> '$.currency',
        e.value ->> '$.active', e.value ->> '$.present', e.value ->> '$.available_at',
        e.value ->> '$.created_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_product_variants instead of insert on row_sets when new.name = 'product_variants'
begin
    delete from product_variants where entity_id = new.id;

    insert into product_variants (
        entity_id, position, sku, sku_key, options, price, currency, soft_good, tracked, backorder, orderable)
    select new.id,
        e.value ->> '$.position', e.value ->> '$.sku', e.value ->> '$.sku_key', e.value ->> '$.options',
        e.value ->> '$.price', e.value ->> '$.currency', e.value ->> '$.soft_good', e.value ->> '$.tracked',
        e.value ->> '$.backorder', e.value ->> '$.orderable'
    from json_each(new.doc) e;
end;

create trigger row_sets_product_categories instead of insert on row_sets when new.name = 'product_categories'
begin
    delete from product_categories where entity_id = new.id;

    insert into product_categories (
        entity_id, position, name1, name2, name3, path, path_key)
    select new.id,
        e.value ->> '$.position', e.value ->> '$.name1', e.value ->> '$.name2', e.value ->> '$.name3',
        e.value ->> '$.path', e.value ->> '$.path_key'
    from json_each(new.doc) e;
end;

create trigger row_sets_stock instead of insert on row_sets when new.name = 'stock'
begin
    delete from stock where entity_id = new.id;

    insert into stock (
        entity_id, sku, sku_key, on_hand, held, available, backorder, changed_at)
    select new.id,
        e.value ->> '$.sku', e.value ->> '$.sku_key', e.value ->> '$.on_hand', e.value ->> '$.held',
        e.value ->> '$.available', e.value ->> '$.backorder', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_carts instead of insert on row_sets when new.name = 'carts'
begin
    delete from carts where entity_id = new.id;

    insert into carts (
        entity_id, status, line_count, unit_count, total, currency, order_id, created_at, changed_at)
    select new.id,
        e.value ->> '$.status', e.value ->> '$.line_count', e.value ->> '$.unit_count',
        e.value ->> '$.total', e.value ->> '$.currency', e.value ->> '$.order_id',
        e.value ->> '$.created_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_orders instead of insert on row_sets when new.name = 'orders'
begin
    delete from orders where entity_id = new.id;

    insert into orders (
        entity_id, number, status, cart_id, name, name_key, email, method, unit_count, items, shipping, tax,
        certificates, due, currency, confirmed_at, authorized_at, voided_at, changed_at)
    select new.id,
        e.value ->> '$.number', e.value ->> '$.status', e.value ->> '$.cart_id', e.value ->> '$.name',
        e.value ->> '$.name_key', e.value ->> '$.email', e.value ->> '$.method', e.value ->> '$.unit_count',
        e.value ->> '$.items', e.value ->> '$.shipping', e.value ->> '$.tax', e.value ->> '$.certificates',
        e.value ->> '$.due', e.value ->> '$.currency', e.value ->> '$.confirmed_at',
        e.value ->> '$.authorized_at', e.value ->> '$.voided_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_order_items instead of insert on row_sets when new.name = 'order_items'
begin
    delete from order_items where entity_id = new.id;

    insert into order_items (
        entity_id, item_id, sku, product_id, name, options, quantity, state, unit_price, unit_shipping,
        unit_price_tax, unit_shipping_tax, currency, soft_good, tracked, shipment_id)
    select new.id,
        e.value ->> '$.item_id', e.value ->> '$.sku', e.value ->> '$.product_id', e.value ->> '$.name',
        e.value ->> '$.options', e.value ->> '$.quantity', e.value ->> '$.state', e.value ->> '$.unit_price',
        e.value ->> '$.unit_shipping', e.value ->> '$.unit_price_tax', e.value ->> '$.unit_shipping_tax',
        e.value ->> '$.currency', e.value ->> '$.soft_good', e.value ->> '$.tracked',
        e.value ->> '$.shipment_id'
    from json_each(new.doc) e;
end;

create trigger row_sets_payments instead of insert on row_sets when new.name = 'payments'
begin
    delete from payments where entity_id = new.id;

    insert into payments (
        entity_id, payment, kind, status, amount, captured, refunded, currency, gateway_id, brand, last4,
        confirmed_at, changed_at)
    select new.id,
        e.value ->> '$.payment', e.value ->> '$.kind', e.value ->> '$.status', e.value ->> '$.amount',
        e.value ->> '$.captured', e.value ->> '$.refunded', e.value ->> '$.currency',
        e.value ->> '$.gateway_id', e.value ->> '$.brand', e.value ->> '$.last4',
        e.value ->> '$.confirmed_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_shipments instead of insert on row_sets when new.name = 'shipments'
begin
    delete from shipments where entity_id = new.id;

    insert into shipments (
        entity_id, shipment_id, carrier, tracking, cost, uncollected, currency, shipped_at)
    select new.id,
        e.value ->> '$.shipment_id', e.value ->> '$.carrier', e.value ->> '$.tracking', e.value ->> '$.cost',
        e.value ->> '$.uncollected', e.value ->> '$.currency', e.value ->> '$.shipped_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_access_keys instead of insert on row_sets when new.name = 'access_keys'
begin
    delete from access_keys where entity_id = new.id;

    insert into access_keys (
        entity_id, key_id, kind, roles, label, created_at, revoked_at)
    select new.id,
        e.value ->> '$.key_id', e.value ->> '$.kind', e.value ->> '$.roles', e.value ->> '$.label',
        e.value ->> '$.created_at', e.value ->> '$.revoked_at'
    from json_each(new.doc) e;
end;
