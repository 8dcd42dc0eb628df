-- Gift certificates, and what orders took of them.

create table certificates (
    entity_id text collate "C" not null primary key,
    number bigint not null,
    kind text collate "C" not null,
    status text collate "C" not null,
    amount bigint not null,
    amount_left bigint not null,
    remaining boolean not null,
    currency text collate "C" not null,
    owner_id text collate "C",
    purchased_by text collate "C",
    issued_by text collate "C",
    issued_at bigint not null,
    claimed_at bigint,
    expires_at bigint not null,
    voided_at bigint,
    changed_at bigint not null
);

create index certificates_number on certificates (number);
create index certificates_issued on certificates (issued_at, entity_id);
create index certificates_expires on certificates (expires_at, entity_id);
create index certificates_owner on certificates (owner_id, issued_at, entity_id) where owner_id is not null;
create index certificates_buyer on certificates (purchased_by, issued_at, entity_id) where purchased_by is not null;

create table certificate_uses (
    entity_id text collate "C" not null,
    attempt text collate "C" not null,
    order_id text collate "C" not null,
    amount_used bigint not null,
    amount_reinstated bigint not null,
    status text collate "C" not null,
    used_at bigint not null,
    primary key (entity_id, attempt)
);

create index certificate_uses_order on certificate_uses (order_id, entity_id);

insert into read_tables (name) values ('certificates'), ('certificate_uses');
