-- What staff see of orders: all their dates, and what can be shipped.

alter table orders add column in_basket_at integer;
alter table orders add column expired_at integer;
alter table orders add column ship_group text;
alter table orders add column authorization_ends integer;

-- Shipping method, state and number of what can be shipped; nothing: it cannot.
create index orders_ship_group on orders (ship_group, entity_id) where ship_group is not null;
create index orders_authorization on orders (authorization_ends, entity_id) where authorization_ends is not null;

-- What is needed to ship all that was paid for.
create index order_items_needed on order_items (product_id, sku, options, name, quantity)
    where state = 'to_be_shipped' and shipment_id is null;

-- The same as before, with the new columns.
drop trigger row_sets_orders;

create trigger row_sets_orders instead of insert on row_sets when new.name = 'orders'
begin
    delete from orders where entity_id = new.id;

    insert into orders (
        entity_id, number, status, cart_id, name, name_key, email, method, unit_count, items, shipping, tax,
        certificates, due, currency, confirmed_at, authorized_at, voided_at, changed_at, customer_id,
        status_text, in_basket_at, expired_at, ship_group, authorization_ends)
    select new.id,
        e.value ->> '$.number', e.value ->> '$.status', e.value ->> '$.cart_id', e.value ->> '$.name',
        e.value ->> '$.name_key', e.value ->> '$.email', e.value ->> '$.method', e.value ->> '$.unit_count',
        e.value ->> '$.items', e.value ->> '$.shipping', e.value ->> '$.tax', e.value ->> '$.certificates',
        e.value ->> '$.due', e.value ->> '$.currency', e.value ->> '$.confirmed_at',
        e.value ->> '$.authorized_at', e.value ->> '$.voided_at', e.value ->> '$.changed_at',
        e.value ->> '$.customer_id', e.value ->> '$.status_text', e.value ->> '$.in_basket_at',
        e.value ->> '$.expired_at', e.value ->> '$.ship_group', e.value ->> '$.authorization_ends'
    from json_each(new.doc) e;
end;
