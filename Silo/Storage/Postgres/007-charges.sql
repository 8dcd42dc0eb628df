-- Financial transactions (PAY-01): charges with all that becomes of them, and refunds.

alter table payments
    add column number bigint,
    add column released bigint not null default 0,
    add column disputed bigint not null default 0,
    add column marked_at bigint,
    add column settled_at bigint,
    add column settlement text collate "C",
    add column disputed_at bigint,
    add column capture_before bigint,
    add column lapsed_at bigint,
    add column reason text collate "C",
    add column reportable boolean not null default false,
    add column method text collate "C",
    add column moving boolean not null default false;

update payments set reportable = captured > 0, kind = 'sale';

create index payments_number on payments (number) where number is not null;
create index payments_method on payments (method) where method is not null;
create index payments_listed on payments (confirmed_at, payment);

alter table shipments
    add column status text collate "C" not null default 'shipped',
    add column expected_at bigint,
    add column certificates bigint not null default 0,
    add column owed bigint not null default 0,
    add column charged_by text collate "C",
    add column soft boolean not null default false;

-- They are copied column by column from now on.
update read_tables set own_code = false where name in ('payments', 'shipments');

create table refunds (
    entity_id text collate "C" not null,
    reference text collate "C" not null,
    number bigint not null,
    refund_id text collate "C" not null,
    payment text collate "C" not null,
    payment_gateway_id text collate "C" not null,
    amount bigint not null,
    currency text collate "C" not null,
    status text collate "C" not null,
    gateway_id text collate "C",
    reason text collate "C",
    repeated_by text collate "C",
    asked_at bigint not null,
    made_at bigint,
    settled_at bigint,
    changed_at bigint not null,
    primary key (entity_id, reference)
);

create index refunds_number on refunds (number);
create index refunds_listed on refunds (asked_at, reference);
create index refunds_gateway on refunds (gateway_id) where gateway_id is not null;
create index refunds_payment on refunds (payment_gateway_id);

insert into read_tables (name) values ('refunds');

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
    id bigint generated always as identity primary key,
    at bigint not null,
    operation text collate "C" not null,
    subject text collate "C" not null,
    answer text collate "C" not null,
    amount bigint,
    currency text collate "C",
    milliseconds bigint not null
);

create index gateway_calls_subject on gateway_calls (subject, id);
create index gateway_calls_age on gateway_calls (at);
