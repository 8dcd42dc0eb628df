-- Messages that were given up lose body and recipient as sent ones do.

create index outbox_given_up on outbox (created_at)
    where sent_at is null and next_at is null and content is not null;
