begin isolation level read committed read write;
set local search_path = pg_catalog, pg_temp;
create schema if not exists "perdure";

CREATE TABLE "perdure".perdure_changelog (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TIMESTAMP WITHOUT TIME ZONE NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));

CREATE TABLE "perdure".perdure_changelog_lock (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TIMESTAMP WITHOUT TIME ZONE, LOCKEDBY VARCHAR(255), CONSTRAINT perdure_changelog_lock_pkey PRIMARY KEY (ID));

DELETE FROM "perdure".perdure_changelog_lock;

INSERT INTO "perdure".perdure_changelog_lock (ID, LOCKED) VALUES (1, FALSE);

create table "perdure".perdure_schema (
  version bigint not null,
  change text collate "C" not null,
  min_reader bigint not null,
  min_writer bigint not null,
  constraint perdure_schema_pk primary key (version),
  constraint perdure_schema_change unique (change),
  constraint perdure_schema_version check (version >= 1),
  constraint perdure_schema_readers check (min_reader between 1 and version),
  constraint perdure_schema_writers check (min_writer between min_reader and version)
);

create table "perdure".perdure_store (
  id text collate "C" not null,
  created_at bigint not null,
  constraint perdure_store_pk primary key (id),
  constraint perdure_store_id check (octet_length(id) = 32)
);

insert into "perdure".perdure_store (id, created_at) values (replace(gen_random_uuid()::text, '-', ''), (extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (1, 'store-tables', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('store-tables', 'perdure', 'perdure/store', NOW(), 1, '9:538a750b758b1551b8b8249bb7ae49ed', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_workflow (
  ns text collate "C" not null,
  workflow text collate "C" not null,
  head bigint not null,
  status text collate "C",
  run_no bigint not null,
  type text collate "C",
  parent_workflow text collate "C",
  first_started_at bigint,
  started_at bigint,
  closed_at bigint,
  failure text collate "C",
  constraint perdure_workflow_pk primary key (ns, workflow),
  constraint perdure_workflow_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_workflow_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_workflow_head check (head >= 0),
  constraint perdure_workflow_run_no check (run_no >= 0),
  constraint perdure_workflow_type check (octet_length(type) between 1 and 512),
  constraint perdure_workflow_parent check (octet_length(parent_workflow) between 1 and 512)
) with (fillfactor = 70);

create index perdure_workflow_by_start
  on "perdure".perdure_workflow (ns, first_started_at desc, workflow)
  where first_started_at is not null;

create index perdure_workflow_by_type
  on "perdure".perdure_workflow (ns, type, first_started_at desc, workflow)
  where first_started_at is not null;

create index perdure_workflow_by_parent
  on "perdure".perdure_workflow (ns, parent_workflow, first_started_at desc, workflow)
  where parent_workflow is not null;

create index perdure_workflow_live
  on "perdure".perdure_workflow (ns, status, first_started_at desc, workflow)
  where status = 'RUNNING' or status = 'PAUSED';

create index perdure_workflow_closed
  on "perdure".perdure_workflow (ns, status, closed_at, workflow)
  where closed_at is not null;

create table "perdure".perdure_run (
  ns text collate "C" not null,
  workflow text collate "C" not null,
  run_no bigint not null,
  run text collate "C" not null,
  status text collate "C" not null,
  type text collate "C" not null,
  started_at bigint not null,
  closed_at bigint,
  first_seq bigint not null,
  failure text collate "C",
  constraint perdure_run_pk primary key (ns, workflow, run_no),
  constraint perdure_run_id unique (ns, workflow, run),
  constraint perdure_run_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_run_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_run_run_no check (run_no >= 1),
  constraint perdure_run_run check (octet_length(run) between 1 and 512),
  constraint perdure_run_type check (octet_length(type) between 1 and 512),
  constraint perdure_run_first_seq check (first_seq >= 1)
);

create table "perdure".perdure_event (
  pos bigint not null generated always as identity,
  tx bigint default (pg_catalog.pg_current_xact_id()::text::bigint) not null,
  ns text collate "C" not null,
  workflow text collate "C" not null,
  seq bigint not null,
  run_no bigint not null,
  type text collate "C" not null,
  content_type text collate "C" not null,
  mark text collate "C",
  recorded_at bigint not null,
  metadata bytea,
  payload bytea not null,
  constraint perdure_event_key primary key (ns, workflow, seq),
  constraint perdure_event_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_event_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_event_seq check (seq >= 1),
  constraint perdure_event_run_no check (run_no >= 0),
  constraint perdure_event_type check (octet_length(type) between 1 and 512)
);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (2, 'history-tables', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('history-tables', 'perdure', 'perdure/history', NOW(), 2, '9:e879b4a7aee6a474934018e002e1aef9', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_workflow_readable as
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
from "perdure".perdure_workflow;

create view "perdure".perdure_run_readable as
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
from "perdure".perdure_run;

create view "perdure".perdure_event_readable as
select ns, workflow, seq, run_no, type, mark,
  to_char(timestamp '1970-01-01' + make_interval(secs => recorded_at / 1000000000
    - (recorded_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((recorded_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as recorded_at,
  content_type, octet_length(payload) as payload_bytes
from "perdure".perdure_event;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (3, 'history-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('history-readable-postgres', 'perdure', 'perdure/history', NOW(), 3, '9:5d0606d5547fe136739e2033a7d1ee9b', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_once (
  ns text collate "C" not null,
  room text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  digest bytea not null,
  answer bytea not null,
  at bigint not null,
  constraint perdure_once_pk primary key (ns, room, scope, key),
  constraint perdure_once_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_once_room check (octet_length(room) between 1 and 64),
  constraint perdure_once_scope check (octet_length(scope) <= 512),
  constraint perdure_once_key check (octet_length(key) between 1 and 512)
);

create index perdure_once_by_age
  on "perdure".perdure_once (ns, at);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (4, 'once-table', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('once-table', 'perdure', 'perdure/once', NOW(), 4, '9:703f0c86f8e5e7900c92dafe5ad85fe1', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_body (
  ns text collate "C" not null,
  room text collate "C" not null,
  owner text collate "C" not null,
  no bigint not null,
  bytes bytea not null,
  constraint perdure_body_pk primary key (ns, room, owner, no),
  constraint perdure_body_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_body_room check (octet_length(room) between 1 and 64),
  constraint perdure_body_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_body_no check (no >= 0)
);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (5, 'body-table', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('body-table', 'perdure', 'perdure/bodies', NOW(), 5, '9:032b5119070418b217156f0329d552bd', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_document (
  ns text collate "C" not null,
  key text collate "C" not null,
  revision bigint not null,
  updated_at bigint not null,
  content_type text collate "C",
  size bigint,
  payload bytea,
  constraint perdure_document_pk primary key (ns, key),
  constraint perdure_document_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_document_key check (octet_length(key) between 1 and 512),
  constraint perdure_document_revision check (revision >= 1),
  constraint perdure_document_size check (size >= 0),
  constraint perdure_document_content_type check (octet_length(content_type) between 1 and 512)
) with (fillfactor = 70);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (6, 'document-table', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('document-table', 'perdure', 'perdure/documents', NOW(), 6, '9:0b6c7b31fcebf8980832042438101c58', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_document_readable as
select ns, key, revision,
  to_char(timestamp '1970-01-01' + make_interval(secs => updated_at / 1000000000
    - (updated_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((updated_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as updated_at,
  content_type, size as payload_bytes
from "perdure".perdure_document;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (7, 'document-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('document-readable-postgres', 'perdure', 'perdure/documents', NOW(), 7, '9:73725498ef804814dde37290eb2adcb2', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_timer (
  ns text collate "C" not null,
  workflow text collate "C" not null,
  timer text collate "C" not null,
  fire_at bigint not null,
  version bigint not null,
  available_at bigint not null,
  claim text collate "C",
  claim_key text collate "C",
  constraint perdure_timer_pk primary key (ns, workflow, timer),
  constraint perdure_timer_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_timer_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_timer_timer check (octet_length(timer) between 1 and 512),
  constraint perdure_timer_version check (version >= 1),
  constraint perdure_timer_claim check (octet_length(claim) = 32),
  constraint perdure_timer_claim_key check (octet_length(claim_key) = 32)
) with (fillfactor = 70);

create index perdure_timer_by_fire
  on "perdure".perdure_timer (ns, fire_at, workflow, timer);

create index perdure_timer_by_available
  on "perdure".perdure_timer (ns, available_at, workflow, timer);

create index perdure_timer_by_claim_key
  on "perdure".perdure_timer (ns, claim_key)
  where claim_key is not null;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (8, 'timers-table', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('timers-table', 'perdure', 'perdure/timers', NOW(), 8, '9:fe94db2507a6f3a957d3c0d1c6a6c86d', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_timer_readable as
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
from "perdure".perdure_timer;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (9, 'timers-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('timers-readable-postgres', 'perdure', 'perdure/timers', NOW(), 9, '9:763d988699628a4409be2cc70f233321', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_lease (
  ns text collate "C" not null,
  resource text collate "C" not null,
  fence bigint not null,
  token text collate "C",
  owner text collate "C",
  incarnation text collate "C",
  expires_at bigint,
  reason text collate "C",
  constraint perdure_lease_pk primary key (ns, resource),
  constraint perdure_lease_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_lease_resource check (octet_length(resource) between 1 and 512),
  constraint perdure_lease_fence check (fence >= 0),
  constraint perdure_lease_token check (octet_length(token) = 32),
  constraint perdure_lease_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_lease_incarnation check (octet_length(incarnation) between 1 and 512),
  constraint perdure_lease_reason check (octet_length(reason) <= 8192)
) with (fillfactor = 50);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (10, 'leases-table', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('leases-table', 'perdure', 'perdure/leases', NOW(), 10, '9:39d368dc85438ee3f360307305099cbe', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_lease_readable as
select ns, resource, fence, case when token is null then 'FREE' else 'GIVEN' end as state,
  owner, incarnation,
  to_char(timestamp '1970-01-01' + make_interval(secs => expires_at / 1000000000
    - (expires_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((expires_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as expires_at,
  reason
from "perdure".perdure_lease;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (11, 'leases-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('leases-readable-postgres', 'perdure', 'perdure/leases', NOW(), 11, '9:32fb08f880fa302ebd47688a2d7a46f6', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_package (
  ns text collate "C" not null,
  type text collate "C" not null,
  hash text collate "C" not null,
  deployed_at bigint not null,
  archive text collate "C" not null,
  length bigint not null,
  sha256 bytea not null,
  constraint perdure_package_pk primary key (ns, type, hash),
  constraint perdure_package_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_package_type check (octet_length(type) between 1 and 512),
  constraint perdure_package_hash check (octet_length(hash) between 1 and 512),
  constraint perdure_package_length check (length >= 0),
  constraint perdure_package_sha256 check (octet_length(sha256) = 32)
);

create index perdure_package_by_deployment
  on "perdure".perdure_package (ns, deployed_at, type, hash);

create table "perdure".perdure_route (
  ns text collate "C" not null,
  type text collate "C" not null,
  hash text collate "C" not null,
  constraint perdure_route_pk primary key (ns, type),
  constraint perdure_route_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_route_type check (octet_length(type) between 1 and 512),
  constraint perdure_route_hash check (octet_length(hash) between 1 and 512)
);

create table "perdure".perdure_archive (
  ns text collate "C" not null,
  archive text collate "C" not null,
  state text collate "C" not null,
  collect_at bigint,
  chunk_bytes bigint not null,
  length bigint,
  sha256 bytea,
  constraint perdure_archive_pk primary key (ns, archive),
  constraint perdure_archive_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_bytes check (chunk_bytes >= 1),
  constraint perdure_archive_length check (length >= 0),
  constraint perdure_archive_sha256 check (octet_length(sha256) = 32)
) with (fillfactor = 70);

create index perdure_archive_to_collect
  on "perdure".perdure_archive (ns, collect_at, archive)
  where collect_at is not null;

create table "perdure".perdure_archive_chunk (
  ns text collate "C" not null,
  archive text collate "C" not null,
  chunk bigint not null,
  content bytea not null,
  constraint perdure_archive_chunk_pk primary key (ns, archive, chunk),
  constraint perdure_archive_chunk_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_chunk_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_chunk check (chunk >= 0),
  constraint perdure_archive_chunk_content check (octet_length(content) >= 1)
);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (12, 'packages-tables', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('packages-tables', 'perdure', 'perdure/packages', NOW(), 12, '9:bb6b6909105367b96489a8b6cbe26b4f', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_package_readable as
select ns, type, hash,
  to_char(timestamp '1970-01-01' + make_interval(secs => deployed_at / 1000000000
    - (deployed_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((deployed_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as deployed_at,
  archive, length, encode(sha256, 'hex') as sha256
from "perdure".perdure_package;

create view "perdure".perdure_archive_readable as
select ns, archive, state,
  to_char(timestamp '1970-01-01' + make_interval(secs => collect_at / 1000000000
    - (collect_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((collect_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as collect_at,
  chunk_bytes, length, encode(sha256, 'hex') as sha256
from "perdure".perdure_archive;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (13, 'packages-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('packages-readable-postgres', 'perdure', 'perdure/packages', NOW(), 13, '9:b9741676a3544f98c841621965328246', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_output (
  pos bigint not null generated always as identity,
  ns text collate "C" not null,
  id text collate "C" not null,
  task text collate "C" not null,
  attempt bigint not null,
  producer text collate "C" not null,
  kind text collate "C" not null,
  name text collate "C",
  only_final bigint not null,
  at bigint not null,
  content_type text collate "C",
  size bigint,
  uri text collate "C",
  sha256 bytea,
  note text collate "C",
  payload bytea,
  constraint perdure_output_key primary key (ns, id),
  constraint perdure_output_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_id check (octet_length(id) = 36),
  constraint perdure_output_task check (octet_length(task) between 1 and 512),
  constraint perdure_output_attempt check (attempt >= 0),
  constraint perdure_output_producer check (octet_length(producer) between 1 and 512),
  constraint perdure_output_name check (octet_length(name) between 1 and 512),
  constraint perdure_output_only check (only_final between 0 and 1),
  constraint perdure_output_size check (size >= 0)
);

create index perdure_output_by_task on "perdure".perdure_output (ns, task, attempt, pos);

create index perdure_output_latest on "perdure".perdure_output (ns, producer, kind, pos);

create index perdure_output_latest_named
  on "perdure".perdure_output (ns, producer, name, kind, pos) where name is not null;

create index perdure_output_latest_within
  on "perdure".perdure_output (ns, task, attempt, producer, kind, pos);

create index perdure_output_latest_named_within
  on "perdure".perdure_output (ns, task, attempt, producer, name, kind, pos) where name is not null;

create unique index perdure_output_only_final
  on "perdure".perdure_output (ns, task, attempt, producer) where only_final = 1;

create table "perdure".perdure_output_parent (
  ns text collate "C" not null,
  id text collate "C" not null,
  no bigint not null,
  parent text collate "C" not null,
  constraint perdure_output_parent_pk primary key (ns, id, no),
  constraint perdure_output_parent_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_parent_id check (octet_length(id) = 36),
  constraint perdure_output_parent_no check (no >= 0),
  constraint perdure_output_parent_parent check (octet_length(parent) = 36)
);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (14, 'output-tables', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('output-tables', 'perdure', 'perdure/outputs', NOW(), 14, '9:a495031238c7000353f4bca72147291e', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_output_readable as
select ns, task, attempt, producer, kind, name, id,
  to_char(timestamp '1970-01-01' + make_interval(secs => at / 1000000000
    - (at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z' as at,
  content_type, size as bytes, uri, note
from "perdure".perdure_output;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (15, 'output-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('output-readable-postgres', 'perdure', 'perdure/outputs', NOW(), 15, '9:6d2bdf2d0c781f8eb2686bf1b70a6259', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table "perdure".perdure_task (
  pos bigint not null generated always as identity,
  ns text collate "C" not null,
  workflow text collate "C" not null,
  key text collate "C" not null,
  queue text collate "C" not null,
  node text collate "C" not null,
  state text collate "C" not null,
  held bigint not null,
  due_at bigint not null,
  available_at bigint,
  attempt bigint not null,
  deliveries bigint not null,
  claim text collate "C",
  claim_key text collate "C",
  claimed_at bigint,
  ended_at bigint,
  digest bytea not null,
  content_type text collate "C" not null,
  size bigint not null,
  body text collate "C",
  reason text collate "C",
  payload bytea,
  constraint perdure_task_key primary key (ns, workflow, key),
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
) with (fillfactor = 70, toast_tuple_target = 512, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

create index perdure_task_by_available
  on "perdure".perdure_task (ns, held, queue, node, available_at, pos)
  where available_at is not null;

create index perdure_task_by_claim
  on "perdure".perdure_task (ns, claimed_at, workflow, key)
  where claimed_at is not null;

create index perdure_task_by_claim_key
  on "perdure".perdure_task (ns, claim_key)
  where claim_key is not null;

create index perdure_task_by_end
  on "perdure".perdure_task (ns, state, ended_at, workflow, key)
  where ended_at is not null;

create table "perdure".perdure_task_queue (
  ns text collate "C" not null,
  queue text collate "C" not null,
  max_deliveries bigint not null,
  constraint perdure_task_queue_pk primary key (ns, queue),
  constraint perdure_task_queue_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_queue_queue check (octet_length(queue) between 1 and 512),
  constraint perdure_task_queue_max check (max_deliveries >= 1)
);

create table "perdure".perdure_task_hold (
  ns text collate "C" not null,
  workflow text collate "C" not null,
  constraint perdure_task_hold_pk primary key (ns, workflow),
  constraint perdure_task_hold_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_hold_workflow check (octet_length(workflow) between 1 and 512)
);

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (16, 'tasks-tables', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('tasks-tables', 'perdure', 'perdure/tasks', NOW(), 16, '9:49e6061bc749cf4ee3bf05695a637413', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view "perdure".perdure_task_readable as
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
from "perdure".perdure_task;

insert into "perdure".perdure_schema (version, change, min_reader, min_writer)
values (17, 'tasks-readable', 1, 1);

INSERT INTO "perdure".perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('tasks-readable-postgres', 'perdure', 'perdure/tasks', NOW(), 17, '9:3e6dd22d18055b4e212b5714634a9e39', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

commit;
