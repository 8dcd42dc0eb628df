-- Mail templates that staff wrote, and lists of certificates by state and by who issued them.

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
