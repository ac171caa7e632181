--liquibase formatted sql logicalFilePath:perdure/once

-- Answers kept under the caller's key, so that a repeat is answered and not done again.

--changeset perdure:once-table
--validCheckSum: ANY
create table ${schema}perdure_once (
  ns ${text} not null,
  room ${text} not null,
  scope ${text} not null,
  key ${text} not null,
  digest ${bytes} not null,
  answer ${bytes} not null,
  at ${long} not null,
  constraint perdure_once_pk primary key (ns, room, scope, key),
  constraint perdure_once_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_once_room check (octet_length(room) between 1 and 64),
  constraint perdure_once_scope check (octet_length(scope) <= 512),
  constraint perdure_once_key check (octet_length(key) between 1 and 512)
) ${keyed};

create index perdure_once_by_age
  on ${schema}perdure_once (ns, at);

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (4, 'once-table', 1, 1);
