-- Gift certificates, and what orders took of them.

create table certificates (
    entity_id text not null primary key,
    number integer not null,
    kind text not null,
    status text not null,
    amount integer not null,
    amount_left integer not null,
    remaining integer not null,
    currency text not null,
    owner_id text,
    purchased_by text,
    issued_by text,
    issued_at integer not null,
    claimed_at integer,
    expires_at integer not null,
    voided_at integer,
    changed_at integer not null
) strict, without rowid;

create index certificates_number on certificates (number);
create index certificates_issued on certificates (issued_at, entity_id);
create index certificates_expires on certificates (expires_at, entity_id);
create index certificates_owner on certificates (owner_id, issued_at, entity_id) where owner_id is not null;
create index certificates_buyer on certificates (purchased_by, issued_at, entity_id) where purchased_by is not null;

create table certificate_uses (
    entity_id text not null,
    attempt text not null,
    order_id text not null,
    amount_used integer not null,
    amount_reinstated integer not null,
    status text not null,
    used_at integer not null,
    primary key (entity_id, attempt)
) strict, without rowid;

create index certificate_uses_order on certificate_uses (order_id, entity_id);

insert into read_tables (name) values ('certificates'), ('certificate_uses');

create trigger row_sets_certificates instead of insert on row_sets when new.name = 'certificates'
begin
    delete from certificates where entity_id = new.id;

    insert into certificates (
        entity_id, number, kind, status, amount, amount_left, remaining, currency, owner_id, purchased_by,
        issued_by, issued_at, claimed_at, expires_at, voided_at, changed_at)
    select new.id,
        e.value ->> '$.number', e.value ->> '$.kind', e.value ->> '$.status', e.value ->> '$.amount',
        e.value ->> '$.amount_left', e.value ->> '$.remaining', e.value ->> '$.currency',
        e.value ->> '$.owner_id', e.value ->> '$.purchased_by', e.value ->> '$.issued_by',
        e.value ->> '$.issued_at', e.value ->> '$.claimed_at', e.value ->> '$.expires_at',
        e.value ->> '$.voided_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

create trigger row_sets_certificate_uses instead of insert on row_sets when new.name = 'certificate_uses'
begin
    delete from certificate_uses where entity_id = new.id;

    insert into certificate_uses (
        entity_id, attempt, order_id, amount_used, amount_reinstated, status, used_at)
    select new.id,
        e.value ->> '$.attempt', e.value ->> '$.order_id', e.value ->> '$.amount_used',
        e.value ->> '$.amount_reinstated', e.value ->> '$.status', e.value ->> '$.used_at'
    from json_each(new.doc) e;
end;
