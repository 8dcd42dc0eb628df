-- Customers, and whose an order is.

create table customers (
    entity_id text not null primary key,
    name text not null,
    name_key text not null,
    email text not null,
    tax_exempt integer not null,
    created_at integer not null
) strict, without rowid;

create index customers_created on customers (created_at, entity_id);
create index customers_name on customers (name_key, entity_id);

-- What a customer is found by: the beginning of a name or of the address.
create table customer_words (
    entity_id text not null,
    word text not null,
    primary key (entity_id, word)
) strict, without rowid;

create index customer_words_word on customer_words (word, entity_id);

create table customer_classes (
    entity_id text not null,
    class_id text not null,
    status text not null,
    primary key (entity_id, class_id)
) strict, without rowid;

create index customer_classes_class on customer_classes (class_id, status, entity_id);

alter table orders add column customer_id text;
alter table orders add column status_text text;

create index orders_customer on orders (customer_id, confirmed_at, entity_id) where customer_id is not null;

create trigger row_sets_customers instead of insert on row_sets when new.name = 'customers'
begin
    delete from customers where entity_id = new.id;

    insert into customers (entity_id, name, name_key, email, tax_exempt, created_at)
    select new.id,
        e.value ->> '$.name', e.value ->> '$.name_key', e.value ->> '$.email', e.value ->> '$.tax_exempt',
        e.value ->> '$.created_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_customer_words instead of insert on row_sets when new.name = 'customer_words'
begin
    delete from customer_words where entity_id = new.id;

    insert into customer_words (entity_id, word)
    select new.id, e.value ->> '$.word'
    from json_each(new.doc) e;
end;

create trigger row_sets_customer_classes instead of insert on row_sets when new.name = 'customer_classes'
begin
    delete from customer_classes where entity_id = new.id;

    insert into customer_classes (entity_id, class_id, status)
    select new.id, e.value ->> '$.class_id', e.value ->> '$.status'
    from json_each(new.doc) e;
end;

-- The same as before, with the customer.
drop trigger row_sets_orders;

create trigger row_sets_orders instead of insert on row_sets when new.name = 'orders'
begin
    delete from orders where entity_id = new.id;

    insert into orders (
        entity_id, number, status, cart_id, name, name_key, email, method, unit_count, items, shipping, tax,
        certificates, due, currency, confirmed_at, authorized_at, voided_at, changed_at, customer_id,
        status_text)
    select new.id,
        e.value ->> '$.number', e.value ->> '$.status', e.value ->> '$.cart_id', e.value ->> '$.name',
        e.value ->> '$.name_key', e.value ->> '$.email', e.value ->> '$.method', e.value ->> '$.unit_count',
        e.value ->> '$.items', e.value ->> '$.shipping', e.value ->> '$.tax', e.value ->> '$.certificates',
        e.value ->> '$.due', e.value ->> '$.currency', e.value ->> '$.confirmed_at',
        e.value ->> '$.authorized_at', e.value ->> '$.voided_at', e.value ->> '$.changed_at',
        e.value ->> '$.customer_id', e.value ->> '$.status_text'
    from json_each(new.doc) e;
end;

insert into read_tables (name) values ('customers'), ('customer_words'), ('customer_classes');
