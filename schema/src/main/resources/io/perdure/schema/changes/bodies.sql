--liquibase formatted sql logicalFilePath:perdure/bodies

-- Bodies that are too large for the row that they belong to, in numbered chunks.

--changeset perdure:body-table
--validCheckSum: ANY
create table ${schema}perdure_body (
  ns ${text} not null,
  room ${text} not null,
  owner ${text} not null,
  no ${long} not null,
  bytes ${bytes} not null,
  constraint perdure_body_pk primary key (ns, room, owner, no),
  constraint perdure_body_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_body_room check (octet_length(room) between 1 and 64),
  constraint perdure_body_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_body_no check (no >= 0)
) ${numbered};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (5, 'body-table', 1, 1);
