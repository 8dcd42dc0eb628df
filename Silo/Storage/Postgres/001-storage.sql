-- Grain state in the layout of Orleans' ADO.NET provider, and what every write is copied into.

create table orleansstorage (
    grainidhash integer not null,
    grainidn0 bigint not null,
    grainidn1 bigint not null,
    graintypehash integer not null,
    graintypestring character varying(512) not null,
    grainidextensionstring character varying(512),
    serviceid character varying(150) not null,
    payloadbinary bytea,
    modifiedon timestamp without time zone not null,
    version integer
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Two activations can never both create the same entity.
create unique index orleansstorage_identity on orleansstorage (
    grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid)
nulls not distinct;

create table orleansreminderstable (
    serviceid character varying(150) not null,
    grainid character varying(150) not null,
    remindername character varying(150) not null,
    starttime timestamp(3) with time zone not null,
    period bigint not null,
    grainhash integer not null,
    version integer not null,
    constraint pk_reminderstable_serviceid_grainid_remindername primary key (serviceid, grainid, remindername)
);

create index orleansreminderstable_hash on orleansreminderstable (serviceid, grainhash);

create table history (
    entity text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    n integer not null,
    type text collate "C" not null,
    at bigint not null,
    who text collate "C" not null,
    from_address text collate "C",
    why text collate "C",
    data jsonb not null,
    primary key (entity, id, version, n)
);

-- content and recipient are removed 30 days after sending; the rest is the sent log.
create table outbox (
    entity text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    n integer not null,
    kind text collate "C" not null,
    template text collate "C" not null,
    recipient text collate "C",
    content jsonb,
    created_at bigint not null,
    next_at bigint,
    leased_until bigint,
    attempts integer not null default 0,
    sent_at bigint,
    error text collate "C",
    primary key (id, version, n, entity)
);

create index outbox_next on outbox (next_at) where next_at is not null;
create index outbox_body on outbox (sent_at) where sent_at is not null and content is not null;

create table answers (
    key text collate "C" not null primary key,
    entity text collate "C" not null,
    id text collate "C" not null,
    request_id text collate "C",
    outcome jsonb not null,
    at bigint not null
);

create index answers_at on answers (at);

create table due (
    entity text collate "C" not null,
    id text collate "C" not null,
    shard integer not null,
    at bigint not null,
    attempts integer not null default 0,
    primary key (entity, id)
);

create index due_next on due (shard, at);

create table problems (
    key text collate "C" not null primary key,
    details text collate "C" not null,
    order_id text collate "C",
    at bigint not null,
    resolved_at bigint,
    resolved_by text collate "C"
);

create index problems_open on problems (at) where resolved_at is null;

create table meta (
    name text collate "C" not null primary key,
    value text collate "C" not null
);
