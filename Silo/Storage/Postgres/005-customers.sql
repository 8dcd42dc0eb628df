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

insert into read_tables (name) values ('customers'), ('customer_words'), ('customer_classes');

-- Its own code names the columns of old; the common statement takes all there are.
update read_tables set own_code = false where name = 'orders';
