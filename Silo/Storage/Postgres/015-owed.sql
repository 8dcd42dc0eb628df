-- What an order comes to now, what of it shipped, and what of certificates may be used after their expiry.

alter table orders add column shipped bigint;
alter table orders add column due_now bigint;

-- Nearly that; to the cent once the tables are made anew.
update orders set due_now = due, shipped = coalesce((
    select sum(s.cost + s.certificates) from shipments s
    where s.entity_id = orders.entity_id and s.status = 'shipped'), 0);

create table certificate_returns (
    entity_id text collate "C" not null,
    position integer not null,
    amount bigint not null,
    until bigint not null,
    primary key (entity_id, position)
);

insert into read_tables (name) values ('certificate_returns');
