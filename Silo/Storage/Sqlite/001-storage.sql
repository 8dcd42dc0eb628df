-- Grain state in the layout of Orleans' ADO.NET provider, and what every write is copied into.

create table orleansstorage (
    grainidhash integer not null,
    grainidn0 integer not null,
    grainidn1 integer not null,
    graintypehash integer not null,
    graintypestring text not null,
    grainidextensionstring text,
    serviceid text not null,
    payloadbinary blob,
    modifiedon integer not null,
    version integer
) strict;

-- Two activations can never both create the same entity.
create unique index orleansstorage_identity on orleansstorage (
    grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid);

create table orleansreminderstable (
    serviceid text not null,
    grainid text not null,
    remindername text not null,
    starttime integer not null,
    period integer not null,
    grainhash integer not null,
    version integer not null,
    primary key (serviceid, grainid, remindername)
) strict, without rowid;

create index orleansreminderstable_hash on orleansreminderstable (serviceid, grainhash);

create table history (
    entity text not null,
    id text not null,
    version integer not null,
    n integer not null,
    type text not null,
    at integer not null,
    who text not null,
    from_address text,
    why text,
    data text not null,
    primary key (entity, id, version, n)
) strict, without rowid;

-- content and recipient are removed 30 days after sending; the rest is the sent log.
create table outbox (
    entity text not null,
    id text not null,
    version integer not null,
    n integer not null,
    kind text not null,
    template text not null,
    recipient text,
    content text,
    created_at integer not null,
    next_at integer,
    leased_until integer,
    attempts integer not null default 0,
    sent_at integer,
    error text,
    primary key (id, version, n, entity)
) strict, without rowid;

create index outbox_next on outbox (next_at) where next_at is not null;
create index outbox_body on outbox (sent_at) where sent_at is not null and content is not null;

create table answers (
    key text not null primary key,
    entity text not null,
    id text not null,
    request_id text,
    outcome text not null,
    at integer not null
) strict, without rowid;

create index answers_at on answers (at);

create table due (
    entity text not null,
    id text not null,
    shard integer not null,
    at integer not null,
    attempts integer not null default 0,
    primary key (entity, id)
) strict, without rowid;

create index due_next on due (shard, at);

create table problems (
    key text not null primary key,
    details text not null,
    order_id text,
    at integer not null,
    resolved_at integer,
    resolved_by text
) strict, without rowid;

create index problems_open on problems (at) where resolved_at is null;

create table meta (
    name text not null primary key,
    value text not null
) strict, without rowid;
