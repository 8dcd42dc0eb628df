-- Orleans reads the bytes of a hash the other way round than the Embedded edition did: the rows of before get the hashes by
-- which both find them. Due entries keep their shard, which may be any.

update orleansstorage
set grainidhash = ((grainidhash & 255) << 24) | (((grainidhash >> 8) & 255) << 16) | (((grainidhash >> 16) & 255) << 8)
        | ((grainidhash >> 24) & 255),
    graintypehash = ((graintypehash & 255) << 24) | (((graintypehash >> 8) & 255) << 16) | (((graintypehash >> 16) & 255) << 8)
        | ((graintypehash >> 24) & 255);

-- As Orleans stores them: with a sign.
update orleansstorage set grainidhash = grainidhash - 4294967296 where grainidhash > 2147483647;
update orleansstorage set graintypehash = graintypehash - 4294967296 where graintypehash > 2147483647;
