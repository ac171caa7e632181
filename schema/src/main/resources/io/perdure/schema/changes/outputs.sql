--liquibase formatted sql logicalFilePath:perdure/outputs

-- Outputs: one row each, numbered in the order of insertion, and one per parent.

--changeset perdure:output-tables
--validCheckSum: ANY
create table ${schema}perdure_output (
  pos ${position},
  ns ${text} not null,
  id ${text} not null,
  task ${text} not null,
  attempt ${long} not null,
  producer ${text} not null,
  kind ${text} not null,
  name ${text},
  only_final ${long} not null,
  at ${long} not null,
  content_type ${text},
  size ${long},
  uri ${text},
  sha256 ${bytes},
  note ${text},
  payload ${bytes},
  constraint perdure_output_key ${event_key} (ns, id),
  constraint perdure_output_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_id check (octet_length(id) = 36),
  constraint perdure_output_task check (octet_length(task) between 1 and 512),
  constraint perdure_output_attempt check (attempt >= 0),
  constraint perdure_output_producer check (octet_length(producer) between 1 and 512),
  constraint perdure_output_name check (octet_length(name) between 1 and 512),
  constraint perdure_output_only check (only_final between 0 and 1),
  constraint perdure_output_size check (size >= 0)
) ${numbered};

create index perdure_output_by_task on ${schema}perdure_output (ns, task, attempt, pos);
-- The newest of each kind; the newest of all is the newest of these, since there are few kinds.
create index perdure_output_latest on ${schema}perdure_output (ns, producer, kind, pos);
create index perdure_output_latest_named
  on ${schema}perdure_output (ns, producer, name, kind, pos) where name is not null;
create index perdure_output_latest_within
  on ${schema}perdure_output (ns, task, attempt, producer, kind, pos);
create index perdure_output_latest_named_within
  on ${schema}perdure_output (ns, task, attempt, producer, name, kind, pos) where name is not null;
create unique index perdure_output_only_final
  on ${schema}perdure_output (ns, task, attempt, producer) where only_final = 1;

create table ${schema}perdure_output_parent (
  ns ${text} not null,
  id ${text} not null,
  no ${long} not null,
  parent ${text} not null,
  constraint perdure_output_parent_pk primary key (ns, id, no),
  constraint perdure_output_parent_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_parent_id check (octet_length(id) = 36),
  constraint perdure_output_parent_no check (no >= 0),
  constraint perdure_output_parent_parent check (octet_length(parent) = 36)
) ${keyed};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (14, 'output-tables', 1, 1);

--changeset perdure:output-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_output_readable as
select ns, task, attempt, producer, kind, name, id,
  strftime('%Y-%m-%dT%H:%M:%S', at / 1000000000 - (at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (at % 1000000000 + 1000000000) % 1000000000) as at,
  content_type, size as bytes, uri, note
from ${schema}perdure_output;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (15, 'output-readable', 1, 1);

--changeset perdure:output-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_output_readable as
select ns, task, attempt, producer, kind, name, id,
  to_char(timestamp '1970-01-01' + make_interval(secs => at / 1000000000
    - (at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z' as at,
  content_type, size as bytes, uri, note
from ${schema}perdure_output;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (15, 'output-readable', 1, 1);
