-- What lists and reports read. Every row is a copy of what an entity's state says; entity_id is the entity's key.

create table products (
    entity_id text collate "C" not null primary key,
    slug text collate "C" not null,
    name text collate "C" not null,
    name_key text collate "C" not null,
    summary text collate "C",
    words text collate "C" not null,
    sku text collate "C" not null,
    price bigint,
    currency text collate "C" not null,
    active boolean not null,
    present boolean not null,
    available_at bigint,
    created_at bigint not null,
    changed_at bigint not null,
    price_sort bigint generated always as (coalesce(price, 9223372036854775807)) stored
);

create index products_slug on products (slug);
create index products_name on products (name_key, entity_id);
create index products_price on products (price_sort, entity_id);
create index products_age on products (created_at, entity_id);
create index products_shown_name on products (active, present, name_key, entity_id);
create index products_shown_price on products (active, present, price_sort, entity_id);
create index products_shown_age on products (active, present, created_at, entity_id);

create table product_variants (
    entity_id text collate "C" not null,
    position integer not null,
    sku text collate "C" not null,
    sku_key text collate "C" not null,
    options text collate "C" not null,
    price bigint,
    currency text collate "C" not null,
    soft_good boolean not null,
    tracked boolean not null,
    backorder bigint not null,
    orderable boolean not null,
    primary key (entity_id, position)
);

create index product_variants_sku on product_variants (sku_key);

create table product_categories (
    entity_id text collate "C" not null,
    position integer not null,
    name1 text collate "C" not null,
    name2 text collate "C",
    name3 text collate "C",
    path text collate "C" not null,
    path_key text collate "C" not null,
    primary key (entity_id, position)
);

create index product_categories_path on product_categories (path_key, entity_id);

create table stock (
    entity_id text collate "C" not null primary key,
    sku text collate "C" not null,
    sku_key text collate "C" not null,
    on_hand bigint not null,
    held bigint not null,
    available bigint not null,
    backorder bigint not null,
    changed_at bigint not null
);

create index stock_sku on stock (sku_key);

-- Promises that left a stock item's state: set as changes, and the only table here that is no copy.
create table stock_holds (
    entity_id text collate "C" not null,
    attempt text collate "C" not null,
    sku text collate "C" not null,
    quantity integer not null,
    remaining integer not null,
    status text collate "C" not null,
    parts text collate "C" not null,
    changed_at bigint not null,
    primary key (entity_id, attempt)
);

create index stock_holds_closed on stock_holds (changed_at) where status = 'closed';

create table carts (
    entity_id text collate "C" not null primary key,
    status text collate "C" not null,
    line_count integer not null,
    unit_count integer not null,
    total bigint not null,
    currency text collate "C" not null,
    order_id text collate "C",
    created_at bigint not null,
    changed_at bigint not null
);

create table orders (
    entity_id text collate "C" not null primary key,
    number bigint not null,
    status text collate "C" not null,
    cart_id text collate "C" not null,
    name text collate "C",
    name_key text collate "C",
    email text collate "C",
    method text collate "C" not null,
    unit_count integer not null,
    items bigint not null,
    shipping bigint not null,
    tax bigint not null,
    certificates bigint not null,
    due bigint not null,
    currency text collate "C" not null,
    confirmed_at bigint not null,
    authorized_at bigint,
    voided_at bigint,
    changed_at bigint not null
);

create index orders_confirmed on orders (confirmed_at, entity_id);
create index orders_status on orders (status, confirmed_at, entity_id);
create index orders_number on orders (number, entity_id);
create index orders_due on orders (due, entity_id);
create index orders_status_number on orders (status, number, entity_id);
create index orders_status_due on orders (status, due, entity_id);

create table order_items (
    entity_id text collate "C" not null,
    item_id text collate "C" not null,
    sku text collate "C" not null,
    product_id text collate "C" not null,
    name text collate "C" not null,
    options text collate "C" not null,
    quantity integer not null,
    state text collate "C" not null,
    unit_price bigint not null,
    unit_shipping bigint not null,
    unit_price_tax bigint not null,
    unit_shipping_tax bigint not null,
    currency text collate "C" not null,
    soft_good boolean not null,
    tracked boolean not null,
    shipment_id text collate "C",
    primary key (entity_id, item_id)
);

create index order_items_product on order_items (product_id);

create table payments (
    entity_id text collate "C" not null,
    payment text collate "C" not null,
    kind text collate "C" not null,
    status text collate "C" not null,
    amount bigint not null,
    captured bigint not null,
    refunded bigint not null,
    currency text collate "C" not null,
    gateway_id text collate "C",
    brand text collate "C",
    last4 text collate "C",
    confirmed_at bigint not null,
    changed_at bigint not null,
    primary key (entity_id, payment)
);

create index payments_gateway on payments (gateway_id) where gateway_id is not null;

create table shipments (
    entity_id text collate "C" not null,
    shipment_id text collate "C" not null,
    carrier text collate "C",
    tracking text collate "C",
    cost bigint not null,
    uncollected bigint not null,
    currency text collate "C" not null,
    shipped_at bigint not null,
    primary key (entity_id, shipment_id)
);

create table access_keys (
    entity_id text collate "C" not null primary key,
    key_id text collate "C" not null,
    kind text collate "C" not null,
    roles text collate "C" not null,
    label text collate "C" not null,
    created_at bigint not null,
    revoked_at bigint
);

create index access_keys_id on access_keys (key_id);
