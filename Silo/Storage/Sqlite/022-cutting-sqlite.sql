-- As on PostgreSQL since 020: what comes before "cut" is parsed; a row of before has no such mark, and is parsed whole.

drop trigger orleansstorage_inserted;
drop trigger orleansstorage_updated;

create trigger orleansstorage_inserted after insert on orleansstorage
when new.payloadbinary is not null
begin
    insert into envelopes (entity, id, shard, doc)
    select new.graintypestring, new.grainidextensionstring, new.grainidhash & 3,
        case
            when w.cut > 0 then jsonb(cast(substr(new.payloadbinary, 1, w.cut - 1) as text) || '}')
            else jsonb_remove(cast(new.payloadbinary as text), '$.state', '$.keys', '$.errands')
        end
    from (select instr(new.payloadbinary, x'2c22637574223a5b5b5d5d') as cut) w;
end;

create trigger orleansstorage_updated after update of payloadbinary on orleansstorage
when new.payloadbinary is not null
begin
    insert into envelopes (entity, id, shard, doc)
    select new.graintypestring, new.grainidextensionstring, new.grainidhash & 3,
        case
            when w.cut > 0 then jsonb(cast(substr(new.payloadbinary, 1, w.cut - 1) as text) || '}')
            else jsonb_remove(cast(new.payloadbinary as text), '$.state', '$.keys', '$.errands')
        end
    from (select instr(new.payloadbinary, x'2c22637574223a5b5b5d5d') as cut) w;
end;
