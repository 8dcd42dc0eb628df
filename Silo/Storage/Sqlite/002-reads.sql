-- What lists and reports read. Every row is a copy of what an entity's state says; entity_id is the entity's key.

create table products (
    entity_id text not null primary key,
    slug text not null,
    name text not null,
    name_key text not null,
    summary text,
    words text not null,
    sku text not null,
    price integer,
    currency text not null,
    active integer not null,
    present integer not null,
    available_at integer,
    created_at integer not null,
    changed_at integer not null,
    price_sort integer generated always as (coalesce(price, 9223372036854775807)) virtual
) strict;

create index products_slug on products (slug);
create index products_name on products (name_key, entity_id);
create index products_price on products (price_sort, entity_id);
create index products_age on products (created_at, entity_id);
create index products_shown_name on products (active, present, name_key, entity_id);
create index products_shown_price on products (active, present, price_sort, entity_id);
create index products_shown_age on products (active, present, created_at, entity_id);

create table product_variants (
    entity_id text not null,
    position integer not null,
    sku text not null,
    sku_key text not null,
    options text not null,
    price integer,
    currency text not null,
    soft_good integer not null,
    tracked integer not null,
    backorder integer not null,
    orderable integer not null,
    primary key (entity_id, position)
) strict, without rowid;

create index product_variants_sku on product_variants (sku_key);

create table product_categories (
    entity_id text not null,
    position integer not null,
    name1 text not null,
    name2 text,
    name3 text,
    path text not null,
    path_key text not null,
    primary key (entity_id, position)
) strict, without rowid;

create index product_categories_path on product_categories (path_key, entity_id);

create table stock (
    entity_id text not null primary key,
    sku text not null,
    sku_key text not null,
    on_hand integer not null,
    held integer not null,
    available integer not null,
    backorder integer not null,
    changed_at integer not null
) strict, without rowid;

create index stock_sku on stock (sku_key);

-- Promises that left a stock item's state: set as changes, and the only table here that is no copy.
create table stock_holds (
    entity_id text not null,
    attempt text not null,
    sku text not null,
    quantity integer not null,
    remaining integer not null,
    status text not null,
    parts text not null,
    changed_at integer not null,
    primary key (entity_id, attempt)
) strict, without rowid;

create index stock_holds_closed on stock_holds (changed_at) where status = 'closed';

create table carts (
    entity_id text not null primary key,
    status text not null,
    line_count integer not null,
    unit_count integer not null,
    total integer not null,
    currency text not null,
    order_id text,
    created_at integer not null,
    changed_at integer not null
) strict, without rowid;

create table orders (
    entity_id text not null primary key,
    number integer not null,
    status text not null,
    cart_id text not null,
    name text,
    name_key text,
    email text,
    method text not null,
    unit_count integer not null,
    items integer not null,
    shipping integer not null,
    tax integer not null,
    certificates integer not null,
    due integer not null,
    currency text not null,
    confirmed_at integer not null,
    authorized_at integer,
    voided_at integer,
    changed_at integer not null
) strict;

create index orders_confirmed on orders (confirmed_at, entity_id);
create index orders_status on orders (status, confirmed_at, entity_id);
create index orders_number on orders (number, entity_id);
create index orders_due on orders (due, entity_id);
create index orders_status_number on orders (status, number, entity_id);
create index orders_status_due on orders (status, due, entity_id);

create table order_items (
    entity_id text not null,
    item_id text not null,
    sku text not null,
    product_id text not null,
    name text not null,
    options text not null,
    quantity integer not null,
    state text not null,
    unit_price integer not null,
    unit_shipping integer not null,
    unit_price_tax integer not null,
    unit_shipping_tax integer not null,
    currency text not null,
    soft_good integer not null,
    tracked integer not null,
    shipment_id text,
    primary key (entity_id, item_id)
) strict, without rowid;

create index order_items_product on order_items (product_id);

create table payments (
    entity_id text not null,
    payment text not null,
    kind text not null,
    status text not null,
    amount integer not null,
    captured integer not null,
    refunded integer not null,
    currency text not null,
    gateway_id text,
    brand text,
    last4 text,
    confirmed_at integer not null,
    changed_at integer not null,
    primary key (entity_id, payment)
) strict, without rowid;

create index payments_gateway on payments (gateway_id) where gateway_id is not null;

create table shipments (
    entity_id text not null,
    shipment_id text not null,
    carrier text,
    tracking text,
    cost integer not null,
    uncollected integer not null,
    currency text not null,
    shipped_at integer not null,
    primary key (entity_id, shipment_id)
) strict, without rowid;

create table access_keys (
    entity_id text not null primary key,
    key_id text not null,
    kind text not null,
    roles text not null,
    label text not null,
    created_at integer not null,
    revoked_at integer
) strict, without rowid;

create index access_keys_id on access_keys (key_id);
