--liquibase formatted sql logicalFilePath:perdure/tasks

-- Tasks: one row each, from when it is enqueued until it is pruned; what a queue allows; what is held.

--changeset perdure:tasks-tables
--validCheckSum: ANY
-- A task of no workflow has the empty one, and one that is pinned to no node the empty node.
-- available_at is when it can be claimed: when it is due, and while it is claimed, when that expires;
-- missing once it has ended, so that whatever ended is in no index that a claim walks. Tasks of held
-- workflows stand apart in that index.
-- claim_key is the claim again if its token was the caller's, who may ask for it again.
create table ${schema}perdure_task (
  pos ${position},
  ns ${text} not null,
  workflow ${text} not null,
  key ${text} not null,
  queue ${text} not null,
  node ${text} not null,
  state ${text} not null,
  held ${long} not null,
  due_at ${long} not null,
  available_at ${long},
  attempt ${long} not null,
  deliveries ${long} not null,
  claim ${text},
  claim_key ${text},
  claimed_at ${long},
  ended_at ${long},
  digest ${bytes} not null,
  content_type ${text} not null,
  size ${long} not null,
  body ${text},
  reason ${text},
  payload ${bytes},
  constraint perdure_task_key ${event_key} (ns, workflow, key),
  constraint perdure_task_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_workflow check (octet_length(workflow) <= 512),
  constraint perdure_task_key_length check (octet_length(key) between 1 and 512),
  constraint perdure_task_queue check (octet_length(queue) between 1 and 512),
  constraint perdure_task_node check (octet_length(node) <= 512),
  constraint perdure_task_held check (held between 0 and 1),
  constraint perdure_task_attempt check (attempt >= 1),
  constraint perdure_task_deliveries check (deliveries >= 0),
  constraint perdure_task_claim check (octet_length(claim) = 32),
  constraint perdure_task_claim_key check (octet_length(claim_key) = 32),
  constraint perdure_task_digest check (octet_length(digest) = 32),
  constraint perdure_task_content_type check (octet_length(content_type) between 1 and 512),
  constraint perdure_task_size check (size >= 0),
  constraint perdure_task_body check (octet_length(body) = 32),
  constraint perdure_task_reason check (octet_length(reason) <= 8192)
) ${numbered_queued};

create index perdure_task_by_available
  on ${schema}perdure_task (ns, held, queue, node, available_at, pos)
  where available_at is not null;
create index perdure_task_by_claim
  on ${schema}perdure_task (ns, claimed_at, workflow, key)
  where claimed_at is not null;
create index perdure_task_by_claim_key
  on ${schema}perdure_task (ns, claim_key)
  where claim_key is not null;
create index perdure_task_by_end
  on ${schema}perdure_task (ns, state, ended_at, workflow, key)
  where ended_at is not null;

create table ${schema}perdure_task_queue (
  ns ${text} not null,
  queue ${text} not null,
  max_deliveries ${long} not null,
  constraint perdure_task_queue_pk primary key (ns, queue),
  constraint perdure_task_queue_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_queue_queue check (octet_length(queue) between 1 and 512),
  constraint perdure_task_queue_max check (max_deliveries >= 1)
) ${keyed};

create table ${schema}perdure_task_hold (
  ns ${text} not null,
  workflow ${text} not null,
  constraint perdure_task_hold_pk primary key (ns, workflow),
  constraint perdure_task_hold_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_hold_workflow check (octet_length(workflow) between 1 and 512)
) ${keyed};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (16, 'tasks-tables', 1, 1);

--changeset perdure:tasks-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_task_readable as
select ns, workflow, key, queue, node, state, held,
  strftime('%Y-%m-%dT%H:%M:%S', due_at / 1000000000 - (due_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (due_at % 1000000000 + 1000000000) % 1000000000) as due_at,
  attempt, deliveries,
  case when claimed_at is not null then
    strftime('%Y-%m-%dT%H:%M:%S', available_at / 1000000000
      - (available_at % 1000000000 < 0), 'unixepoch')
      || printf('.%09dZ', (available_at % 1000000000 + 1000000000) % 1000000000)
  end as claimed_until,
  strftime('%Y-%m-%dT%H:%M:%S', ended_at / 1000000000
    - (ended_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (ended_at % 1000000000 + 1000000000) % 1000000000) as ended_at,
  reason, content_type, size as payload_bytes
from ${schema}perdure_task;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (17, 'tasks-readable', 1, 1);

--changeset perdure:tasks-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_task_readable as
select ns, workflow, key, queue, node, state, held,
  to_char(timestamp '1970-01-01' + make_interval(secs => due_at / 1000000000
    - (due_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((due_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z' as due_at,
  attempt, deliveries,
  case when claimed_at is not null then
    to_char(timestamp '1970-01-01' + make_interval(secs => available_at / 1000000000
      - (available_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
      || lpad(((available_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
  end as claimed_until,
  to_char(timestamp '1970-01-01' + make_interval(secs => ended_at / 1000000000
    - (ended_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((ended_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as ended_at,
  reason, content_type, size as payload_bytes
from ${schema}perdure_task;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (17, 'tasks-readable', 1, 1);
