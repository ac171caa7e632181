--liquibase formatted sql logicalFilePath:perdure/store

-- The schema's own versions, and the identity of the store.
-- Each change set adds its row: its version, and the lowest version of code that may read or
-- write a database which has it.

--changeset perdure:store-tables
--validCheckSum: ANY
create table ${schema}perdure_schema (
  version ${long} not null,
  change ${text} not null,
  min_reader ${long} not null,
  min_writer ${long} not null,
  constraint perdure_schema_pk primary key (version),
  constraint perdure_schema_change unique (change),
  constraint perdure_schema_version check (version >= 1),
  constraint perdure_schema_readers check (min_reader between 1 and version),
  constraint perdure_schema_writers check (min_writer between min_reader and version)
) ${keyed};

create table ${schema}perdure_store (
  id ${text} not null,
  created_at ${long} not null,
  constraint perdure_store_pk primary key (id),
  constraint perdure_store_id check (octet_length(id) = 32)
) ${keyed};

insert into ${schema}perdure_store (id, created_at) values (${random_id}, ${now});
insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (1, 'store-tables', 1, 1);
