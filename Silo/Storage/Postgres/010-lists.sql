-- Mail templates that staff wrote, lists of certificates by state and by who issued them, and what is bought together.

create table mail_templates (
    entity_id text collate "C" not null primary key,
    number bigint not null,
    title text collate "C" not null,
    subject text collate "C" not null,
    changed_at bigint not null
);

create index mail_templates_number on mail_templates (number, entity_id);

create index certificates_status on certificates (status, issued_at, entity_id);
create index certificates_staff on certificates (issued_by, issued_at, entity_id) where issued_by is not null;

insert into read_tables (name) values ('mail_templates');

-- What buyers of a product also bought: worked out each night out of all orders, and never by an entity's write.
create table also_bought (
    product_id text collate "C" not null,
    place bigint not null,
    other_id text collate "C" not null,
    day text collate "C" not null,
    primary key (product_id, place)
);
