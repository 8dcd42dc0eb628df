-- What staff see of orders: all their dates, and what can be shipped.

alter table orders add column in_basket_at bigint;
alter table orders add column expired_at bigint;
alter table orders add column ship_group text collate "C";
alter table orders add column authorization_ends bigint;

-- Shipping method, state and number of what can be shipped; nothing: it cannot.
create index orders_ship_group on orders (ship_group, entity_id) where ship_group is not null;
create index orders_authorization on orders (authorization_ends, entity_id) where authorization_ends is not null;

-- What is needed to ship all that was paid for.
create index order_items_needed on order_items (product_id, sku, options, name, quantity)
    where state = 'to_be_shipped' and shipment_id is null;
