-- How staff find orders and baskets.

-- The number of an order, its SKUs, the words of its products' names, and the last word of the recipient's name.
create table order_words (
    entity_id text not null,
    word text not null,
    primary key (entity_id, word)
) strict, without rowid;

create index order_words_word on order_words (word, entity_id);

create index carts_changed on carts (changed_at, entity_id);
create index carts_status on carts (status, changed_at, entity_id);

insert into read_tables (name) values ('order_words');

create trigger row_sets_order_words instead of insert on row_sets when new.name = 'order_words'
begin
    delete from order_words where entity_id = new.id;

    insert into order_words (entity_id, word)
    select new.id, e.value ->> '$.word'
    from json_each(new.doc) e;
end;

-- Charges and refunds as one list, with the card and with what they were for.
drop view transactions;

create view transactions as
    select p.payment as entity_id, p.entity_id as owner, p.number, 'charge' as kind, p.kind as purpose, p.status,
        p.amount, p.captured, p.refunded, p.released, p.disputed, p.currency, p.gateway_id, p.confirmed_at as made_at,
        p.marked_at, p.settled_at, p.disputed_at, p.capture_before, p.reason, p.reportable, p.brand, p.last4,
        (select group_concat(s.shipment_id, ' ') from shipments s
            where s.entity_id = p.entity_id and s.charged_by = p.payment) as shipments,
        null as refund_id
    from payments p
    union all
    select r.reference, r.entity_id, r.number, 'refund', r.payment, r.status, r.amount, 0, 0, 0, 0, r.currency,
        r.gateway_id, r.asked_at, r.made_at, r.settled_at, null, null, r.reason, r.status <> 'failed',
        (select p.brand from payments p where p.entity_id = r.entity_id and p.payment = r.payment),
        (select p.last4 from payments p where p.entity_id = r.entity_id and p.payment = r.payment),
        null, r.refund_id
    from refunds r;

-- Rows of before have none of these words: the next start makes all read tables anew.
insert into meta (name, value) values ('rows', 'stale') on conflict (name) do update set value = 'stale';
