-- Customers, and whose an order is.

create table customers (
    entity_id text collate "C" not null primary key,
    name text collate "C" not null,
    name_key text collate "C" not null,
    email text collate "C" not null,
    tax_exempt boolean not null,
    created_at bigint not null
);

create index customers_created on customers (created_at, entity_id);
create index customers_name on customers (name_key, entity_id);

-- What a customer is found by: the beginning of a name or of the address.
create table customer_words (
    entity_id text collate "C" not null,
    word text collate "C" not null,
    primary key (entity_id, word)
);

create index customer_words_word on customer_words (word, entity_id);

create table customer_classes (
    entity_id text collate "C" not null,
    class_id text collate "C" not null,
    status text collate "C" not null,
    primary key (entity_id, class_id)
);

create index customer_classes_class on customer_classes (class_id, status, entity_id);

alter table orders add column customer_id text collate "C";
alter table orders add column status_text text collate "C";

create index orders_customer on orders (customer_id, confirmed_at, entity_id) where customer_id is not null;

-- What was known before goes on as it was; the tables of this file are taken out first.
alter function project_rows(jsonb[], text[]) rename to project_rows_before_005;

create function project_rows(docs jsonb[], named text[]) returns void language plpgsql as $$
declare
    others text[];
begin
    select array_agg(k) into others from unnest(named) k
    where k not in ('customers', 'customer_words', 'customer_classes', 'orders');
    if others is not null then
        perform project_rows_before_005(docs, others);
    end if;

    if 'orders' = any (named) then
        delete from orders t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'orders';

        insert into orders (
            entity_id, number, status, cart_id, name, name_key, email, method, unit_count, items, shipping,
            tax, certificates, due, currency, confirmed_at, authorized_at, voided_at, changed_at, customer_id,
            status_text)
        select
            r.entity_id, r.number, r.status, r.cart_id, r.name, r.name_key, r.email, r.method, r.unit_count,
            r.items, r.shipping, r.tax, r.certificates, r.due, r.currency, r.confirmed_at, r.authorized_at,
            r.voided_at, r.changed_at, r.customer_id, r.status_text
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'orders') e,
            jsonb_populate_record(null::orders, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'customers' = any (named) then
        delete from customers t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'customers';

        insert into customers (entity_id, name, name_key, email, tax_exempt, created_at)
        select r.entity_id, r.name, r.name_key, r.email, r.tax_exempt, r.created_at
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'customers') e,
            jsonb_populate_record(null::customers, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'customer_words' = any (named) then
        delete from customer_words t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'customer_words';

        insert into customer_words (entity_id, word)
        select r.entity_id, r.word
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'customer_words') e,
            jsonb_populate_record(null::customer_words, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;

    if 'customer_classes' = any (named) then
        delete from customer_classes t using unnest(docs) d
        where t.entity_id = d ->> 'id' and d -> 'rows' ? 'customer_classes';

        insert into customer_classes (entity_id, class_id, status)
        select r.entity_id, r.class_id, r.status
        from unnest(docs) d, jsonb_array_elements(d -> 'rows' -> 'customer_classes') e,
            jsonb_populate_record(null::customer_classes, e || jsonb_build_object('entity_id', d ->> 'id')) r;
    end if;
end
$$;
