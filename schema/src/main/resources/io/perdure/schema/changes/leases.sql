--liquibase formatted sql logicalFilePath:perdure/leases

-- Leases: one row per resource, for ever, so that its fence never falls.

--changeset perdure:leases-table
--validCheckSum: ANY
create table ${schema}perdure_lease (
  ns ${text} not null,
  resource ${text} not null,
  fence ${long} not null,
  token ${text},
  owner ${text},
  incarnation ${text},
  expires_at ${long},
  reason ${text},
  constraint perdure_lease_pk primary key (ns, resource),
  constraint perdure_lease_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_lease_resource check (octet_length(resource) between 1 and 512),
  constraint perdure_lease_fence check (fence >= 0),
  constraint perdure_lease_token check (octet_length(token) = 32),
  constraint perdure_lease_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_lease_incarnation check (octet_length(incarnation) between 1 and 512),
  constraint perdure_lease_reason check (octet_length(reason) <= 8192)
) ${keyed_renewed};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (10, 'leases-table', 1, 1);

--changeset perdure:leases-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_lease_readable as
select ns, resource, fence, case when token is null then 'FREE' else 'GIVEN' end as state,
  owner, incarnation,
  strftime('%Y-%m-%dT%H:%M:%S', expires_at / 1000000000
    - (expires_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (expires_at % 1000000000 + 1000000000) % 1000000000) as expires_at,
  reason
from ${schema}perdure_lease;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (11, 'leases-readable', 1, 1);

--changeset perdure:leases-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_lease_readable as
select ns, resource, fence, case when token is null then 'FREE' else 'GIVEN' end as state,
  owner, incarnation,
  to_char(timestamp '1970-01-01' + make_interval(secs => expires_at / 1000000000
    - (expires_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((expires_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as expires_at,
  reason
from ${schema}perdure_lease;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (11, 'leases-readable', 1, 1);
