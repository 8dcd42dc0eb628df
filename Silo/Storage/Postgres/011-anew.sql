-- Tables that lists read got columns (004 to 010) which rows of before do not have: the next start makes all of them anew
-- out of the stored states, once. Another file that adds such columns marks them in the same way.

insert into meta (name, value) values ('rows', 'stale') on conflict (name) do update set value = 'stale';
