-- Mail templates that staff wrote, lists of certificates by state and by who issued them, and what is bought together.

create table mail_templates (
    entity_id text not null primary key,
    number integer not null,
    title text not null,
    subject text not null,
    changed_at integer not null
) strict, without rowid;

create index mail_templates_number on mail_templates (number, entity_id);

create index certificates_status on certificates (status, issued_at, entity_id);
create index certificates_staff on certificates (issued_by, issued_at, entity_id) where issued_by is not null;

insert into read_tables (name) values ('mail_templates');

create trigger row_sets_mail_templates instead of insert on row_sets when new.name = 'mail_templates'
begin
    delete from mail_templates where entity_id = new.id;

    insert into mail_templates (entity_id, number, title, subject, changed_at)
    select new.id,
        e.value ->> '$.number', e.value ->> '$.title', e.value ->> '$.subject', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

-- What buyers of a product also bought: worked out each night out of all orders, and never by an entity's write.
create table also_bought (
    product_id text not null,
    place integer not null,
    other_id text not null,
    day text not null,
    primary key (product_id, place)
) strict, without rowid;
