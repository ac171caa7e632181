--liquibase formatted sql logicalFilePath:perdure/documents

-- Documents: one row per key, which stays when its document is deleted so that revisions only grow.

--changeset perdure:document-table
--validCheckSum: ANY
create table ${schema}perdure_document (
  ns ${text} not null,
  key ${text} not null,
  revision ${long} not null,
  updated_at ${long} not null,
  content_type ${text},
  size ${long},
  payload ${bytes},
  constraint perdure_document_pk primary key (ns, key),
  constraint perdure_document_ns check (octet_length(ns) between 1 and 64),
  constraint perdure_document_key check (octet_length(key) between 1 and 512),
  constraint perdure_document_revision check (revision >= 1),
  constraint perdure_document_size check (size >= 0),
  constraint perdure_document_content_type check (octet_length(content_type) between 1 and 512)
) ${numbered_changing};

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (6, 'document-table', 1, 1);

--changeset perdure:document-readable dbms:sqlite
--validCheckSum: ANY
create view ${schema}perdure_document_readable as
select ns, key, revision,
  strftime('%Y-%m-%dT%H:%M:%S', updated_at / 1000000000
    - (updated_at % 1000000000 < 0), 'unixepoch')
    || printf('.%09dZ', (updated_at % 1000000000 + 1000000000) % 1000000000) as updated_at,
  content_type, size as payload_bytes
from ${schema}perdure_document;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (7, 'document-readable', 1, 1);

--changeset perdure:document-readable-postgres dbms:postgresql
--validCheckSum: ANY
create view ${schema}perdure_document_readable as
select ns, key, revision,
  to_char(timestamp '1970-01-01' + make_interval(secs => updated_at / 1000000000
    - (updated_at % 1000000000 < 0)::int), 'YYYY-MM-DD"T"HH24:MI:SS.')
    || lpad(((updated_at % 1000000000 + 1000000000) % 1000000000)::text, 9, '0') || 'Z'
    as updated_at,
  content_type, size as payload_bytes
from ${schema}perdure_document;

insert into ${schema}perdure_schema (version, change, min_reader, min_writer)
values (7, 'document-readable', 1, 1);
