-- The list of mails goes by when they were caused; those that did not leave are few, and are looked for often.

create index outbox_created on outbox
    (created_at, (id || '.' || cast(version as text) || '.' || cast(n as text)));
create index outbox_unsent on outbox
    (created_at, (id || '.' || cast(version as text) || '.' || cast(n as text)))
    where sent_at is null;
