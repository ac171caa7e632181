begin immediate;

CREATE TABLE perdure_changelog (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TEXT NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));

CREATE TABLE perdure_changelog_lock (ID INTEGER NOT NULL, LOCKED BOOLEAN NOT NULL, LOCKGRANTED TEXT, LOCKEDBY VARCHAR(255), CONSTRAINT PK_PERDURE_CHANGELOG_LOCK PRIMARY KEY (ID));

DELETE FROM perdure_changelog_lock;

INSERT INTO perdure_changelog_lock (ID, LOCKED) VALUES (1, 0);

create table perdure_schema (
  version INTEGER not null,
  change TEXT not null,
  min_reader INTEGER not null,
  min_writer INTEGER not null,
  constraint perdure_schema_pk primary key (version),
  constraint perdure_schema_change unique (change),
  constraint perdure_schema_version check (version >= 1),
  constraint perdure_schema_readers check (min_reader between 1 and version),
  constraint perdure_schema_writers check (min_writer between min_reader and version)
) without rowid, strict;

create table perdure_store (
  id TEXT not null,
  created_at INTEGER not null,
  constraint perdure_store_pk primary key (id),
  constraint perdure_store_id check (octet_length(id) = 32)
) without rowid, strict;

insert into perdure_store (id, created_at) values (lower(hex(randomblob(16))), cast(unixepoch('subsec') * 1000 as integer) * 1000000);

insert into perdure_schema (version, change, min_reader, min_writer)
values (1, 'store-tables', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('store-tables', 'perdure', 'perdure/store', CURRENT_TIMESTAMP, 1, '9:48ddc56a0c36cfe18747c9ebc4ebed48', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_workflow (
  ns TEXT not null,
  workflow TEXT not null,
  head INTEGER not null,
  status TEXT,
  run_no INTEGER not null,
  type TEXT,
  parent_workflow TEXT,
  first_started_at INTEGER,
  started_at INTEGER,
  closed_at INTEGER,
  failure TEXT,
  constraint perdure_workflow_pk primary key (ns, workflow),
  constraint perdure_workflow_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_workflow_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_workflow_head check (head >= 0),
  constraint perdure_workflow_run_no check (run_no >= 0),
  constraint perdure_workflow_type check (octet_length(type) between 1 and 512),
  constraint perdure_workflow_parent check (octet_length(parent_workflow) between 1 and 512)
) without rowid, strict;

create index perdure_workflow_by_start
  on perdure_workflow (ns, first_started_at desc, workflow)
  where first_started_at is not null;

create index perdure_workflow_by_type
  on perdure_workflow (ns, type, first_started_at desc, workflow)
  where first_started_at is not null;

create index perdure_workflow_by_parent
  on perdure_workflow (ns, parent_workflow, first_started_at desc, workflow)
  where parent_workflow is not null;

create index perdure_workflow_live
  on perdure_workflow (ns, status, first_started_at desc, workflow)
  where status = 'RUNNING' or status = 'PAUSED';

create index perdure_workflow_closed
  on perdure_workflow (ns, status, closed_at, workflow)
  where closed_at is not null;

create table perdure_run (
  ns TEXT not null,
  workflow TEXT not null,
  run_no INTEGER not null,
  run TEXT not null,
  status TEXT not null,
  type TEXT not null,
  started_at INTEGER not null,
  closed_at INTEGER,
  first_seq INTEGER not null,
  failure TEXT,
  constraint perdure_run_pk primary key (ns, workflow, run_no),
  constraint perdure_run_id unique (ns, workflow, run),
  constraint perdure_run_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_run_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_run_run_no check (run_no >= 1),
  constraint perdure_run_run check (octet_length(run) between 1 and 512),
  constraint perdure_run_type check (octet_length(type) between 1 and 512),
  constraint perdure_run_first_seq check (first_seq >= 1)
) without rowid, strict;

create table perdure_event (
  pos INTEGER not null primary key,
  tx INTEGER default 0 not null,
  ns TEXT not null,
  workflow TEXT not null,
  seq INTEGER not null,
  run_no INTEGER not null,
  type TEXT not null,
  content_type TEXT not null,
  mark TEXT,
  recorded_at INTEGER not null,
  metadata BLOB,
  payload BLOB not null,
  constraint perdure_event_key unique (ns, workflow, seq),
  constraint perdure_event_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_event_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_event_seq check (seq >= 1),
  constraint perdure_event_run_no check (run_no >= 0),
  constraint perdure_event_type check (octet_length(type) between 1 and 512)
) strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (2, 'history-tables', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('history-tables', 'perdure', 'perdure/history', CURRENT_TIMESTAMP, 2, '9:3fa287d58c54581cfd3568a27dec69d1', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_workflow_readable as
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
from perdure_workflow;

create view perdure_run_readable as
select ns, workflow, run_no, run, status, type,
  strftime('%Y-%m-%dT%H:%M:%S', started_at / 1000000000
    - (started_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (started_at % 1000000000 + 1000000000) % 1000000000) as started_at,
  strftime('%Y-%m-%dT%H:%M:%S', closed_at / 1000000000
    - (closed_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (closed_at % 1000000000 + 1000000000) % 1000000000) as closed_at,
  first_seq, failure
from perdure_run;

create view perdure_event_readable as
select ns, workflow, seq, run_no, type, mark,
  strftime('%Y-%m-%dT%H:%M:%S', recorded_at / 1000000000
    - (recorded_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (recorded_at % 1000000000 + 1000000000) % 1000000000) as recorded_at,
  content_type, octet_length(payload) as payload_bytes
from perdure_event;

insert into perdure_schema (version, change, min_reader, min_writer)
values (3, 'history-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('history-readable', 'perdure', 'perdure/history', CURRENT_TIMESTAMP, 3, '9:cba7bfe300525b9c87ce99442bc45b30', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_once (
  ns TEXT not null,
  room TEXT not null,
  scope TEXT not null,
  key TEXT not null,
  digest BLOB not null,
  answer BLOB not null,
  at INTEGER not null,
  constraint perdure_once_pk primary key (ns, room, scope, key),
  constraint perdure_once_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_once_room check (octet_length(room) between 1 and 64),
  constraint perdure_once_scope check (octet_length(scope) <= 512),
  constraint perdure_once_key check (octet_length(key) between 1 and 512)
) without rowid, strict;

create index perdure_once_by_age
  on perdure_once (ns, at);

insert into perdure_schema (version, change, min_reader, min_writer)
values (4, 'once-table', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('once-table', 'perdure', 'perdure/once', CURRENT_TIMESTAMP, 4, '9:5635ff78e9dabbda06ec5ae174966141', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_body (
  ns TEXT not null,
  room TEXT not null,
  owner TEXT not null,
  no INTEGER not null,
  bytes BLOB not null,
  constraint perdure_body_pk primary key (ns, room, owner, no),
  constraint perdure_body_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_body_room check (octet_length(room) between 1 and 64),
  constraint perdure_body_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_body_no check (no >= 0)
) strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (5, 'body-table', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('body-table', 'perdure', 'perdure/bodies', CURRENT_TIMESTAMP, 5, '9:08dd73882f0eb233d356693d60c3d168', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_document (
  ns TEXT not null,
  key TEXT not null,
  revision INTEGER not null,
  updated_at INTEGER not null,
  content_type TEXT,
  size INTEGER,
  payload BLOB,
  constraint perdure_document_pk primary key (ns, key),
  constraint perdure_document_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_document_key check (octet_length(key) between 1 and 512),
  constraint perdure_document_revision check (revision >= 1),
  constraint perdure_document_size check (size >= 0),
  constraint perdure_document_content_type check (octet_length(content_type) between 1 and 512)
) strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (6, 'document-table', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('document-table', 'perdure', 'perdure/documents', CURRENT_TIMESTAMP, 6, '9:826f995bd740d44fcbb175aa5c0b5af0', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_document_readable as
select ns, key, revision,
  strftime('%Y-%m-%dT%H:%M:%S', updated_at / 1000000000
    - (updated_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (updated_at % 1000000000 + 1000000000) % 1000000000) as updated_at,
  content_type, size as payload_bytes
from perdure_document;

insert into perdure_schema (version, change, min_reader, min_writer)
values (7, 'document-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('document-readable', 'perdure', 'perdure/documents', CURRENT_TIMESTAMP, 7, '9:2431179ab82c191190c752e6694078bf', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_timer (
  ns TEXT not null,
  workflow TEXT not null,
  timer TEXT not null,
  fire_at INTEGER not null,
  version INTEGER not null,
  available_at INTEGER not null,
  claim TEXT,
  claim_key TEXT,
  constraint perdure_timer_pk primary key (ns, workflow, timer),
  constraint perdure_timer_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_timer_workflow check (octet_length(workflow) between 1 and 512),
  constraint perdure_timer_timer check (octet_length(timer) between 1 and 512),
  constraint perdure_timer_version check (version >= 1),
  constraint perdure_timer_claim check (octet_length(claim) = 32),
  constraint perdure_timer_claim_key check (octet_length(claim_key) = 32)
) without rowid, strict;

create index perdure_timer_by_fire
  on perdure_timer (ns, fire_at, workflow, timer);

create index perdure_timer_by_available
  on perdure_timer (ns, available_at, workflow, timer);

create index perdure_timer_by_claim_key
  on perdure_timer (ns, claim_key)
  where claim_key is not null;

insert into perdure_schema (version, change, min_reader, min_writer)
values (8, 'timers-table', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('timers-table', 'perdure', 'perdure/timers', CURRENT_TIMESTAMP, 8, '9:5f8f4e500ef0907dcae6d97ca601ed6c', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_timer_readable as
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
from perdure_timer;

insert into perdure_schema (version, change, min_reader, min_writer)
values (9, 'timers-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('timers-readable', 'perdure', 'perdure/timers', CURRENT_TIMESTAMP, 9, '9:0b4841dba0ac37c519771d834dad9c1a', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_lease (
  ns TEXT not null,
  resource TEXT not null,
  fence INTEGER not null,
  token TEXT,
  owner TEXT,
  incarnation TEXT,
  expires_at INTEGER,
  reason TEXT,
  constraint perdure_lease_pk primary key (ns, resource),
  constraint perdure_lease_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_lease_resource check (octet_length(resource) between 1 and 512),
  constraint perdure_lease_fence check (fence >= 0),
  constraint perdure_lease_token check (octet_length(token) = 32),
  constraint perdure_lease_owner check (octet_length(owner) between 1 and 512),
  constraint perdure_lease_incarnation check (octet_length(incarnation) between 1 and 512),
  constraint perdure_lease_reason check (octet_length(reason) <= 8192)
) without rowid, strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (10, 'leases-table', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('leases-table', 'perdure', 'perdure/leases', CURRENT_TIMESTAMP, 10, '9:c2fb195b05c6ea1f8c262db70afa6e41', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_lease_readable as
select ns, resource, fence, case when token is null then 'FREE' else 'GIVEN' end as state,
  owner, incarnation,
  strftime('%Y-%m-%dT%H:%M:%S', expires_at / 1000000000
    - (expires_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (expires_at % 1000000000 + 1000000000) % 1000000000) as expires_at,
  reason
from perdure_lease;

insert into perdure_schema (version, change, min_reader, min_writer)
values (11, 'leases-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('leases-readable', 'perdure', 'perdure/leases', CURRENT_TIMESTAMP, 11, '9:f40ed61e83946182aec4eda98d58b065', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_package (
  ns TEXT not null,
  type TEXT not null,
  hash TEXT not null,
  deployed_at INTEGER not null,
  archive TEXT not null,
  length INTEGER not null,
  sha256 BLOB not null,
  constraint perdure_package_pk primary key (ns, type, hash),
  constraint perdure_package_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_package_type check (octet_length(type) between 1 and 512),
  constraint perdure_package_hash check (octet_length(hash) between 1 and 512),
  constraint perdure_package_length check (length >= 0),
  constraint perdure_package_sha256 check (octet_length(sha256) = 32)
) without rowid, strict;

create index perdure_package_by_deployment
  on perdure_package (ns, deployed_at, type, hash);

create table perdure_route (
  ns TEXT not null,
  type TEXT not null,
  hash TEXT not null,
  constraint perdure_route_pk primary key (ns, type),
  constraint perdure_route_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_route_type check (octet_length(type) between 1 and 512),
  constraint perdure_route_hash check (octet_length(hash) between 1 and 512)
) without rowid, strict;

create table perdure_archive (
  ns TEXT not null,
  archive TEXT not null,
  state TEXT not null,
  collect_at INTEGER,
  chunk_bytes INTEGER not null,
  length INTEGER,
  sha256 BLOB,
  constraint perdure_archive_pk primary key (ns, archive),
  constraint perdure_archive_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_bytes check (chunk_bytes >= 1),
  constraint perdure_archive_length check (length >= 0),
  constraint perdure_archive_sha256 check (octet_length(sha256) = 32)
) without rowid, strict;

create index perdure_archive_to_collect
  on perdure_archive (ns, collect_at, archive)
  where collect_at is not null;

create table perdure_archive_chunk (
  ns TEXT not null,
  archive TEXT not null,
  chunk INTEGER not null,
  content BLOB not null,
  constraint perdure_archive_chunk_pk primary key (ns, archive, chunk),
  constraint perdure_archive_chunk_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_archive_chunk_archive check (octet_length(archive) between 1 and 512),
  constraint perdure_archive_chunk_chunk check (chunk >= 0),
  constraint perdure_archive_chunk_content check (octet_length(content) >= 1)
) strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (12, 'packages-tables', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('packages-tables', 'perdure', 'perdure/packages', CURRENT_TIMESTAMP, 12, '9:53b3695d5a5a08dd24b8cca0ec0ecd57', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_package_readable as
select ns, type, hash,
  strftime('%Y-%m-%dT%H:%M:%S', deployed_at / 1000000000
    - (deployed_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (deployed_at % 1000000000 + 1000000000) % 1000000000) as deployed_at,
  archive, length, lower(hex(sha256)) as sha256
from perdure_package;

create view perdure_archive_readable as
select ns, archive, state,
  strftime('%Y-%m-%dT%H:%M:%S', collect_at / 1000000000
    - (collect_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (collect_at % 1000000000 + 1000000000) % 1000000000) as collect_at,
  chunk_bytes, length, lower(hex(sha256)) as sha256
from perdure_archive;

insert into perdure_schema (version, change, min_reader, min_writer)
values (13, 'packages-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('packages-readable', 'perdure', 'perdure/packages', CURRENT_TIMESTAMP, 13, '9:ef103f5c4bafd48b445215fdc9f48bff', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_output (
  pos INTEGER not null primary key,
  ns TEXT not null,
  id TEXT not null,
  task TEXT not null,
  attempt INTEGER not null,
  producer TEXT not null,
  kind TEXT not null,
  name TEXT,
  only_final INTEGER not null,
  at INTEGER not null,
  content_type TEXT,
  size INTEGER,
  uri TEXT,
  sha256 BLOB,
  note TEXT,
  payload BLOB,
  constraint perdure_output_key unique (ns, id),
  constraint perdure_output_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_id check (octet_length(id) = 36),
  constraint perdure_output_task check (octet_length(task) between 1 and 512),
  constraint perdure_output_attempt check (attempt >= 0),
  constraint perdure_output_producer check (octet_length(producer) between 1 and 512),
  constraint perdure_output_name check (octet_length(name) between 1 and 512),
  constraint perdure_output_only check (only_final between 0 and 1),
  constraint perdure_output_size check (size >= 0)
) strict;

create index perdure_output_by_task on perdure_output (ns, task, attempt, pos);

create index perdure_output_latest on perdure_output (ns, producer, kind, pos);

create index perdure_output_latest_named
  on perdure_output (ns, producer, name, kind, pos) where name is not null;

create index perdure_output_latest_within
  on perdure_output (ns, task, attempt, producer, kind, pos);

create index perdure_output_latest_named_within
  on perdure_output (ns, task, attempt, producer, name, kind, pos) where name is not null;

create unique index perdure_output_only_final
  on perdure_output (ns, task, attempt, producer) where only_final = 1;

create table perdure_output_parent (
  ns TEXT not null,
  id TEXT not null,
  no INTEGER not null,
  parent TEXT not null,
  constraint perdure_output_parent_pk primary key (ns, id, no),
  constraint perdure_output_parent_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_output_parent_id check (octet_length(id) = 36),
  constraint perdure_output_parent_no check (no >= 0),
  constraint perdure_output_parent_parent check (octet_length(parent) = 36)
) without rowid, strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (14, 'output-tables', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('output-tables', 'perdure', 'perdure/outputs', CURRENT_TIMESTAMP, 14, '9:0fe9ea722e7d315cb379380d767ebf61', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_output_readable as
select ns, task, attempt, producer, kind, name, id,
  strftime('%Y-%m-%dT%H:%M:%S', at / 1000000000 - (at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (at % 1000000000 + 1000000000) % 1000000000) as at,
  content_type, size as bytes, uri, note
from perdure_output;

insert into perdure_schema (version, change, min_reader, min_writer)
values (15, 'output-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('output-readable', 'perdure', 'perdure/outputs', CURRENT_TIMESTAMP, 15, '9:059a27e43c50719a2298e12d32d217bf', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create table perdure_task (
  pos INTEGER not null primary key,
  ns TEXT not null,
  workflow TEXT not null,
  key TEXT not null,
  queue TEXT not null,
  node TEXT not null,
  state TEXT not null,
  held INTEGER not null,
  due_at INTEGER not null,
  available_at INTEGER,
  attempt INTEGER not null,
  deliveries INTEGER not null,
  claim TEXT,
  claim_key TEXT,
  claimed_at INTEGER,
  ended_at INTEGER,
  digest BLOB not null,
  content_type TEXT not null,
  size INTEGER not null,
  body TEXT,
  reason TEXT,
  payload BLOB,
  constraint perdure_task_key unique (ns, workflow, key),
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
) strict;

create index perdure_task_by_available
  on perdure_task (ns, held, queue, node, available_at, pos)
  where available_at is not null;

create index perdure_task_by_claim
  on perdure_task (ns, claimed_at, workflow, key)
  where claimed_at is not null;

create index perdure_task_by_claim_key
  on perdure_task (ns, claim_key)
  where claim_key is not null;

create index perdure_task_by_end
  on perdure_task (ns, state, ended_at, workflow, key)
  where ended_at is not null;

create table perdure_task_queue (
  ns TEXT not null,
  queue TEXT not null,
  max_deliveries INTEGER not null,
  constraint perdure_task_queue_pk primary key (ns, queue),
  constraint perdure_task_queue_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_queue_queue check (octet_length(queue) between 1 and 512),
  constraint perdure_task_queue_max check (max_deliveries >= 1)
) without rowid, strict;

create table perdure_task_hold (
  ns TEXT not null,
  workflow TEXT not null,
  constraint perdure_task_hold_pk primary key (ns, workflow),
  constraint perdure_task_hold_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_task_hold_workflow check (octet_length(workflow) between 1 and 512)
) without rowid, strict;

insert into perdure_schema (version, change, min_reader, min_writer)
values (16, 'tasks-tables', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('tasks-tables', 'perdure', 'perdure/tasks', CURRENT_TIMESTAMP, 16, '9:572d027336b07a8d4988858d7c41959a', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

create view perdure_task_readable as
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
from perdure_task;

insert into perdure_schema (version, change, min_reader, min_writer)
values (17, 'tasks-readable', 1, 1);

INSERT INTO perdure_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('tasks-readable', 'perdure', 'perdure/tasks', CURRENT_TIMESTAMP, 17, '9:f48499d6a3602243a887a3307556d99b', 'sql', '', 'EXECUTED', NULL, NULL, '4.33.0', '0000000000');

commit;
