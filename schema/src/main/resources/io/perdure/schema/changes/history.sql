--liquibase formatted sql logicalFilePath:perdure/history

-- Histories: one row per workflow, one per run, one per event.

--changeset perdure:history-tables
--validCheckSum: ANY
create table ${schema}perdure_workflow (
  ns ${text} not null,
  workflow ${text} not null,
  head ${long} not null,
  status ${text},
  run_no ${long} not null,
  type ${text},
  parent_workflow ${text},
  first_started_at ${long},
  started_at ${long},
  closed_at ${long},
  failure ${text},
  constraint perdure_workflow_pk primary key (ns, workflow),
  constraint perdure_workflow_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_workflow_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_workflow_head check (head >= 0),
  constraint perdure_workflow_run_no check (run_no >= 0),
  constraint perdure_workflow_type check (octet_length(type) between 1 and 512),
  constraint perdure_workflow_parent check (octet_length(parent_workflow) between 1 and 512)
) ${keyed_changing};

create index perdure_workflow_by_start
  on ${schema}perdure_workflow (ns, first_started_at desc, workflow)
  where first_started_at is not null;
create index perdure_workflow_by_type
  on ${schema}perdure_workflow (ns, type, first_started_at desc, workflow)
  where first_started_at is not null;
create index perdure_workflow_by_parent
  on ${schema}perdure_workflow (ns, parent_workflow, first_started_at desc, workflow)
  where parent_workflow is not null;
-- Two equalities, not an IN: SQLite proves that one of them is implied, of an IN it proves nothing.
create index perdure_workflow_live
  on ${schema}perdure_workflow (ns, status, first_started_at desc, workflow)
  where status = 'RUNNING' or status = 'PAUSED';
create index perdure_workflow_closed
  on ${schema}perdure_workflow (ns, status, closed_at, workflow)
  where closed_at is not null;

create table ${schema}perdure_run (
  ns ${text} not null,
  workflow ${text} not null,
  run_no ${long} not null,
  run ${text} not null,
  status ${text} not null,
  type ${text} not null,
  started_at ${long} not null,
  closed_at ${long},
  first_seq ${long} not null,
  failure ${text},
  constraint perdure_run_pk primary key (ns, workflow, run_no),
  constraint perdure_run_id unique (ns, workflow, run),
  constraint perdure_run_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_run_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_run_run_no check (run_no >= 1),
  constraint perdure_run_run check (octet_length(run) between 1 and 512),
  constraint perdure_run_type check (octet_length(type) between 1 and 512),
  constraint perdure_run_first_seq check (first_seq >= 1)
) ${keyed};

-- The position and the transaction are filled and not indexed: a feed of all events can be added.
create table ${schema}perdure_event (
  pos ${position},
  tx ${long} default ${transaction} not null,
  ns ${text} not null,
  workflow ${text} not null,
  seq ${long} not null,
  run_no ${long} not null,
  type ${text} not null,
  content_type ${text} not null,
  mark ${text},
  recorded_at ${long} not null,
  metadata ${bytes},
  payload ${bytes} not null,
  constraint perdure_event_key ${event_key} (ns, workflow, seq),
  constraint perdure_event_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_event_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_event_seq check (seq >= 1),
  constraint perdure_event_run_no check (run_no >= 0),
  constraint perdure_event_type check (octet_length(type) between 1 and 512)
) ${numbered};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (2, 'history-tables', 1, 1);

--changeset perdure:history-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_workflow_readable as
select ns, workflow, head, status, run_no, type, parent_workflow,
  strftime('%Y-%m-%dT%H:%M:%S', first_started_at / 1000000000
    - (first_started_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (first_started_at % 1000000000 + 1000000000) % 1000000000)
    as first_started_at,
  strftime('%Y-%m-%dT%H:%M:%S', started_at / 1000000000
    - (started_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (started_at % 1000000000 + 1000000000) % 1000000000) as started_at,
  strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000000000
    - (closed_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (closed_at % 1000000000 + 1000000000) % 1000000000) as closed_at,
  failure
from ${schema}perdure_workflow;

create view ${schema}perdure_run_readable as
select ns, workflow, run_no, run, status, type,
  strftime('%Y-%m-%dT%H:%M:%S', started_at / 1000000000
    - (started_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (started_at % 1000000000 + 1000000000) % 1000000000) as started_at,
  strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000000000
    - (closed_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (closed_at % 1000000000 + 1000000000) % 1000000000) as closed_at,
  first_seq, failure
from ${schema}perdure_run;

create view ${schema}perdure_event_readable as
select ns, workflow, seq, run_no, type, mark,
  strftime('%Y-%m-%dT%H:%M:%S', recorded_at / 1000000000
    - (recorded_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (recorded_at % 1000000000 + 1000000000) % 1000000000) as recorded_at,
  content_type, octet_length(payload) as payload_bytes
from ${schema}perdure_event;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (3, 'history-readable', 1, 1);

--changeset perdure:history-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_workflow_readable as
select ns, workflow, head, status, run_no, type, parent_workflow,
  to_char(timestamp '1970-01-01' + make_interval(secs => first_started_at / 1000000000
    - (first_started_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((first_started_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as first_started_at,
  to_char(timestamp '1970-01-01' + make_interval(secs => started_at / 1000000000
    - (started_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((started_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as started_at,
  to_char(timestamp '1970-01-01' + make_interval(secs => closed_at / 1000000000
    - (closed_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((closed_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as closed_at,
  failure
from ${schema}perdure_workflow;

create view ${schema}perdure_run_readable as
select ns, workflow, run_no, run, status, type,
  to_char(timestamp '1970-01-01' + make_interval(secs => started_at / 1000000000
    - (started_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((started_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as started_at,
  to_char(timestamp '1970-01-01' + make_interval(secs => closed_at / 1000000000
    - (closed_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((closed_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as closed_at,
  first_seq, failure
from ${schema}perdure_run;

create view ${schema}perdure_event_readable as
select ns, workflow, seq, run_no, type, mark,
  to_char(timestamp '1970-01-01' + make_interval(secs => recorded_at / 1000000000
    - (recorded_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((recorded_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as recorded_at,
  content_type, octet_length(payload) as payload_bytes
from ${schema}perdure_event;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (3, 'history-readable', 1, 1);
