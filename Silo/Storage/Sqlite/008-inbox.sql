-- What the gateway says on its own: hints, each kept once; and what staff do about problems.

create table gateway_inbox (
    event_id text not null primary key,
    kind text not null,
    payment_id text,
    refund_id text,
    reference text,
    received_at integer not null,
    next_at integer,
    attempts integer not null default 0,
    done_at integer
) strict, without rowid;

create index gateway_inbox_next on gateway_inbox (next_at) where next_at is not null;
create index gateway_inbox_done on gateway_inbox (done_at) where done_at is not null;

-- Reconciliation goes through payments by their time.
create index payments_age on payments (confirmed_at);

alter table problems add column action text;
alter table problems add column note text;
alter table problems add column reopened integer not null default 0;

drop index problems_open;
create index problems_open on problems (at, key) where resolved_at is null;
create index problems_age on problems (at, key);
create index problems_order on problems (order_id) where order_id is not null;

-- What is found again after it was resolved is open again. A write that only comes again is as old as it was.
create trigger problems_found before insert on problems
begin
    update problems set at = new.at, details = new.details, action = new.action, reopened = reopened + 1,
        resolved_at = null, resolved_by = null
    where key = new.key and resolved_at < new.at;
end;
