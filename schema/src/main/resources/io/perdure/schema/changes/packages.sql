--liquibase formatted sql logicalFilePath:perdure/packages

-- Packages: one row per version that is deployed, one per route, and the archives with their
-- chunks. An archive's collect_at is when nobody needs it any more; missing while a package has it.

--changeset perdure:packages-tables
--validCheckSum: ANY
create table ${schema}perdure_package (
  ns ${text} not null,
  type ${text} not null,
  hash ${text} not null,
  deployed_at ${long} not null,
  archive ${text} not null,
  length ${long} not null,
  sha256 ${bytes} not null,
  constraint perdure_package_pk primary key (ns, type, hash),
  constraint perdure_package_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_package_type check (octet_length(type) between 1 and 512),
  constraint perdure_package_hash check (octet_length(hash) between 1 and 512),
  constraint perdure_package_length check (length >= 0),
  constraint perdure_package_sha256 check (octet_length(sha256) = 32)
) ${keyed};

create index perdure_package_by_deployment
  on ${schema}perdure_package (ns, deployed_at, type, hash);

create table ${schema}perdure_route (
  ns ${text} not null,
  type ${text} not null,
  hash ${text} not null,
  constraint perdure_route_pk primary key (ns, type),
  constraint perdure_route_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_route_type check (octet_length(type) between 1 and 512),
  constraint perdure_route_hash check (octet_length(hash) between 1 and 512)
) ${keyed};

create table ${schema}perdure_archive (
  ns ${text} not null,
  archive ${text} not null,
  state ${text} not null,
  collect_at ${long},
  chunk_bytes ${long} not null,
  length ${long},
  sha256 ${bytes},
  constraint perdure_archive_pk primary key (ns, archive),
  constraint perdure_archive_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_bytes check (chunk_bytes >= 1),
  constraint perdure_archive_length check (length >= 0),
  constraint perdure_archive_sha256 check (octet_length(sha256) = 32)
) ${keyed_changing};

create index perdure_archive_to_collect
  on ${schema}perdure_archive (ns, collect_at, archive)
  where collect_at is not null;

create table ${schema}perdure_archive_chunk (
  ns ${text} not null,
  archive ${text} not null,
  chunk ${long} not null,
  content ${bytes} not null,
  constraint perdure_archive_chunk_pk primary key (ns, archive, chunk),
  constraint perdure_archive_chunk_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_chunk_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_chunk check (chunk >= 0),
  constraint perdure_archive_chunk_content check (octet_length(content) >= 1)
) ${numbered};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (12, 'packages-tables', 1, 1);

--changeset perdure:packages-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_package_readable as
select ns, type, hash,
  strftime('%Y-%m-%dT%H:%M:%S', deployed_at / 1000000000
    - (deployed_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (deployed_at % 1000000000 + 1000000000) % 1000000000) as deployed_at,
  archive, length, lower(hex(sha256)) as sha256
from ${schema}perdure_package;

create view ${schema}perdure_archive_readable as
select ns, archive, state,
  strftime('%Y-%m-%dT%H:%M:%S', collect_at / 1000000000
    - (collect_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (collect_at % 1000000000 + 1000000000) % 1000000000) as collect_at,
  chunk_bytes, length, lower(hex(sha256)) as sha256
from ${schema}perdure_archive;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (13, 'packages-readable', 1, 1);

--changeset perdure:packages-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_package_readable as
select ns, type, hash,
  to_char(timestamp '1970-01-01' + make_interval(secs => deployed_at / 1000000000
    - (deployed_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((deployed_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as deployed_at,
  archive, length, encode(sha256, 'hex') as sha256
from ${schema}perdure_package;

create view ${schema}perdure_archive_readable as
select ns, archive, state,
  to_char(timestamp '1970-01-01' + make_interval(secs => collect_at / 1000000000
    - (collect_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((collect_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as collect_at,
  chunk_bytes, length, encode(sha256, 'hex') as sha256
from ${schema}perdure_archive;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (13, 'packages-readable', 1, 1);
