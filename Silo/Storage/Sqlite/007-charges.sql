-- Financial transactions (PAY-01): charges with all that becomes of them, and refunds.

alter table payments add column number integer;
alter table payments add column released integer not null default 0;
alter table payments add column disputed integer not null default 0;
alter table payments add column marked_at integer;
alter table payments add column settled_at integer;
alter table payments add column settlement text;
alter table payments add column disputed_at integer;
alter table payments add column capture_before integer;
alter table payments add column lapsed_at integer;
alter table payments add column reason text;
alter table payments add column reportable integer not null default 0;
alter table payments add column method text;
alter table payments add column moving integer not null default 0;

update payments set reportable = captured > 0, kind = 'sale';

create index payments_number on payments (number) where number is not null;
create index payments_method on payments (method) where method is not null;
create index payments_listed on payments (confirmed_at, payment);

drop trigger row_sets_payments;

create trigger row_sets_payments instead of insert on row_sets when new.name = 'payments'
begin
    delete from payments where entity_id = new.id;

    insert into payments (
        entity_id, payment, kind, status, amount, captured, refunded, currency, gateway_id, brand, last4,
        confirmed_at, changed_at, number, released, disputed, marked_at, settled_at, settlement, disputed_at,
        capture_before, lapsed_at, reason, reportable, method, moving)
    select new.id,
        e.value ->> '$.payment', e.value ->> '$.kind', e.value ->> '$.status', e.value ->> '$.amount',
        e.value ->> '$.captured', e.value ->> '$.refunded', e.value ->> '$.currency',
        e.value ->> '$.gateway_id', e.value ->> '$.brand', e.value ->> '$.last4',
        e.value ->> '$.confirmed_at', e.value ->> '$.changed_at', e.value ->> '$.number',
        e.value ->> '$.released', e.value ->> '$.disputed', e.value ->> '$.marked_at',
        e.value ->> '$.settled_at', e.value ->> '$.settlement', e.value ->> '$.disputed_at',
        e.value ->> '$.capture_before', e.value ->> '$.lapsed_at', e.value ->> '$.reason',
        e.value ->> '$.reportable', e.value ->> '$.method', e.value ->> '$.moving'
    from json_each(new.doc) e;
end;

alter table shipments add column status text not null default 'shipped';
alter table shipments add column expected_at integer;
alter table shipments add column certificates integer not null default 0;
alter table shipments add column owed integer not null default 0;
alter table shipments add column charged_by text;
alter table shipments add column soft integer not null default 0;

drop trigger row_sets_shipments;

create trigger row_sets_shipments instead of insert on row_sets when new.name = 'shipments'
begin
    delete from shipments where entity_id = new.id;

    insert into shipments (
        entity_id, shipment_id, carrier, tracking, cost, uncollected, currency, shipped_at, status, expected_at,
        certificates, owed, charged_by, soft)
    select new.id,
        e.value ->> '$.shipment_id', e.value ->> '$.carrier', e.value ->> '$.tracking', e.value ->> '$.cost',
        e.value ->> '$.uncollected', e.value ->> '$.currency', e.value ->> '$.shipped_at',
        e.value ->> '$.status', e.value ->> '$.expected_at', e.value ->> '$.certificates',
        e.value ->> '$.owed', e.value ->> '$.charged_by', e.value ->> '$.soft'
    from json_each(new.doc) e;
end;

create table refunds (
    entity_id text not null,
    reference text not null,
    number integer not null,
    refund_id text not null,
    payment text not null,
    payment_gateway_id text not null,
    amount integer not null,
    currency text not null,
    status text not null,
    gateway_id text,
    reason text,
    repeated_by text,
    asked_at integer not null,
    made_at integer,
    settled_at integer,
    changed_at integer not null,
    primary key (entity_id, reference)
) strict, without rowid;

create index refunds_number on refunds (number);
create index refunds_listed on refunds (asked_at, reference);
create index refunds_gateway on refunds (gateway_id) where gateway_id is not null;
create index refunds_payment on refunds (payment_gateway_id);

insert into read_tables (name) values ('refunds');

create trigger row_sets_refunds instead of insert on row_sets when new.name = 'refunds'
begin
    delete from refunds where entity_id = new.id;

    insert into refunds (
        entity_id, reference, number, refund_id, payment, payment_gateway_id, amount, currency, status, gateway_id,
        reason, repeated_by, asked_at, made_at, settled_at, changed_at)
    select new.id,
        e.value ->> '$.reference', e.value ->> '$.number', e.value ->> '$.refund_id', e.value ->> '$.payment',
        e.value ->> '$.payment_gateway_id', e.value ->> '$.amount', e.value ->> '$.currency',
        e.value ->> '$.status', e.value ->> '$.gateway_id', e.value ->> '$.reason',
        e.value ->> '$.repeated_by', e.value ->> '$.asked_at', e.value ->> '$.made_at',
        e.value ->> '$.settled_at', e.value ->> '$.changed_at'
    from json_each(new.doc) e;
end;

-- Charges and refunds as one list.
create view transactions as
    select payment as entity_id, entity_id as owner, number, 'charge' as kind, kind as purpose, status, amount,
        captured, refunded, released, disputed, currency, gateway_id, confirmed_at as made_at, marked_at, settled_at,
        disputed_at, capture_before, reason, reportable
    from payments
    union all
    select reference, entity_id, number, 'refund', payment, status, amount, 0, 0, 0, 0, currency, gateway_id, asked_at,
        made_at, settled_at, null, null, reason, status <> 'failed'
    from refunds;

-- What was asked of the gateway and what it answered (PAY-08); never a card, never a secret.
create table gateway_calls (
    id integer primary key,
    at integer not null,
    operation text not null,
    subject text not null,
    answer text not null,
    amount integer,
    currency text,
    milliseconds integer not null
) strict;

create index gateway_calls_subject on gateway_calls (subject, id);
create index gateway_calls_age on gateway_calls (at);
