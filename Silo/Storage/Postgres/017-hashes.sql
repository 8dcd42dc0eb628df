-- Orleans reads the bytes of a hash the other way round than the Embedded edition did: the rows of before get the hashes by
-- which both find them. Due entries keep their shard, which may be any.

create function turned(hash integer) returns integer language sql immutable as $$
    select (((b.low << 24) | (b.second << 16) | (b.third << 8) | b.high)::bit(32))::integer
    from (select hash::bigint & 255 as low, (hash::bigint >> 8) & 255 as second, (hash::bigint >> 16) & 255 as third,
        (hash::bigint >> 24) & 255 as high) b
$$;

alter table orleansstorage disable trigger user;
update orleansstorage set grainidhash = turned(grainidhash), graintypehash = turned(graintypehash);
alter table orleansstorage enable trigger user;

drop function turned;
