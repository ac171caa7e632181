--liquibase formatted sql logicalFilePath:perdure/timers

-- Timers: one row each, from when it is scheduled until it has fired or is cancelled.

--changeset perdure:timers-table
--validCheckSum: ANY
-- available_at is when it can be claimed: when it is due, and while it is claimed, when that expires.
-- It is indexed although each claim moves it: without, a claim would be a heap-only update, and take
-- a third less time, but the next one would walk over all that others hold.
-- claim_key is the claim again if its token was the caller's, who may ask for it again.
create table ${schema}perdure_timer (
  ns ${text} not null,
  workflow ${text} not null,
  timer ${text} not null,
  fire_at ${long} not null,
  version ${long} not null,
  available_at ${long} not null,
  claim ${text},
  claim_key ${text},
  constraint perdure_timer_pk primary key (ns, workflow, timer),
  constraint perdure_timer_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_timer_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_timer_timer check (octet_length(timer) between 1 and 512),
  constraint perdure_timer_version check (version >= 1),
  constraint perdure_timer_claim check (octet_length(claim) = 32),
  constraint perdure_timer_claim_key check (octet_length(claim_key) = 32)
) ${keyed_changing};

create index perdure_timer_by_fire
  on ${schema}perdure_timer (ns, fire_at, workflow, timer);
create index perdure_timer_by_available
  on ${schema}perdure_timer (ns, available_at, workflow, timer);
create index perdure_timer_by_claim_key
  on ${schema}perdure_timer (ns, claim_key)
  where claim_key is not null;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (8, 'timers-table', 1, 1);

--changeset perdure:timers-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_timer_readable as
select ns, workflow, timer,
  strftime('%Y-%m-%dT%H:%M:%S', fire_at / 1000000000
    - (fire_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (fire_at % 1000000000 + 1000000000) % 1000000000) as fire_at,
  version,
  case when claim is not null then
    strftime('%Y-%m-%dT%H:%M:%S', available_at / 1000000000
      - (available_at % 1000000000 < 0), 'unixepoch')
      || printf('.%09dZ', (available_at % 1000000000 + 1000000000) % 1000000000)
  end as claimed_until
from ${schema}perdure_timer;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (9, 'timers-readable', 1, 1);

--changeset perdure:timers-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_timer_readable as
select ns, workflow, timer,
  to_char(timestamp '1970-01-01' + make_interval(secs => fire_at / 1000000000
    - (fire_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((fire_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as fire_at,
  version,
  case when claim is not null then
    to_char(timestamp '1970-01-01' + make_interval(secs => available_at / 1000000000
      - (available_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
      || lpad(((available_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
  end as claimed_until
from ${schema}perdure_timer;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (9, 'timers-readable', 1, 1);
