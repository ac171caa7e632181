package io.perdure.cli.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the roles of a schema have the rights that {@code perdure sql postgres --roles} gives,
 * and no others, by whatever way. Asks the catalog, which every role may read.
 */
final class RolesExam {
  private static final String CHECK = "roles";
  private static final String AGAIN = "perdure sql postgres --roles, for an administrator to run";

  /** The store's roles and relations; what of them each role may do beyond reading. */
  private static final String PARTS =
      """
      with part (part, name) as (
        values ('migrator', '${schema}_migrator'), ('writer', '${schema}_writer'), ('reader', '${schema}_reader')),
      role as (
        select part, r.* from part join pg_catalog.pg_roles r on r.rolname = part.name),
      relation as (
        select c.*, c.relname in ('perdure_schema', 'perdure_store', 'perdure_changelog', 'perdure_changelog_lock') as told
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = '${schema}' and c.relname like 'perdure\\_%' and c.relkind in ('r', 'p', 'v'))
      """;

  private static final String NAMES = "select rolname from role order by rolname";

  private static final String ATTRIBUTES =
      """
      select rolname || ' is ' || concat_ws(', ', case when rolsuper then 'a superuser' end,
        case when rolbypassrls then 'one that bypasses row security' end,
        case when rolcreaterole then 'one that makes roles' end, case when rolcreatedb then 'one that makes databases' end,
        case when rolreplication then 'one that replicates' end)
      from role where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication order by 1
      """;

  private static final String OWNERS =
      """
      select o.name || ' is owned by ' || pg_catalog.pg_get_userbyid(o.owner) || ', not by ${schema}_migrator'
      from (select 'schema ' || nspname as name, nspowner as owner from pg_catalog.pg_namespace where nspname = '${schema}'
        union all select relname, relowner from relation) o
      where o.owner <> (select oid from role where part = 'migrator') order by 1
      """;

  private static final String IN_SCHEMA =
      """
      select rolname || case when may then ' may ' else ' may not ' end || kind || case kind when 'create' then ' in' else '' end
        || ' schema ${schema}'
      from (select rolname, kind, pg_catalog.has_schema_privilege(role.oid, n.oid, kind) as may,
          kind = 'usage' or part = 'migrator' as should
        from role, (values ('usage'), ('create')) as kinds (kind), pg_catalog.pg_namespace n where n.nspname = '${schema}') r
      where may <> should order by 1
      """;

  /** One line for each role and kind of right, so that a store without any right is a few lines. */
  private static final String IN_TABLES =
      """
      select rolname || case when may then ' may ' else ' may not ' end || kind || ' '
        || pg_catalog.string_agg(relname, ', ' order by relname)
      from (select rolname, kind, relname, pg_catalog.has_table_privilege(role.oid, relation.oid, kind)
            or (kind in ('select', 'insert', 'update', 'references')
              and pg_catalog.has_any_column_privilege(role.oid, relation.oid, kind)) as may,
          part = 'migrator' or kind = 'select'
            or (part = 'writer' and kind in ('insert', 'update', 'delete') and not told) as should
        from role, relation, (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'),
          ('trigger')) as kinds (kind)) r
      where may <> should group by rolname, may, kind order by 1
      """;

  private static final String OTHERS =
      """
      select distinct case when a.grantee = 0 then 'everybody' else pg_catalog.pg_get_userbyid(a.grantee)::text end
      from relation, pg_catalog.aclexplode(relation.relacl) a
      where a.grantee <> relowner and a.grantee not in (select oid from role) order by 1
      """;

  private final Query query;
  private final String schema;

  RolesExam(Query query, String schema) {
    this.query = query;
    this.schema = schema;
  }

  List<Finding> findings() throws SQLException {
    List<String> names = texts(NAMES);
    if (names.isEmpty()) {
      return List.of(Finding.note(CHECK, "the schema has none of its own", AGAIN));
    }
    List<Finding> findings = new ArrayList<>();
    for (String part : List.of("migrator", "writer", "reader")) {
      String name = schema + "_" + part;
      if (!names.contains(name)) {
        findings.add(Finding.problem(CHECK, name + " is not there", AGAIN));
      }
    }
    for (String sql : List.of(ATTRIBUTES, OWNERS, IN_SCHEMA, IN_TABLES)) {
      for (String found : texts(sql)) {
        boolean lacks = found.contains(" may not ") || found.contains(" is owned by ");
        findings.add(
            Finding.problem(CHECK, found, lacks ? AGAIN : AGAIN + "; what else it has, revoke"));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.fine(CHECK, String.join(", ", names) + ": their rights and no others"));
    }
    List<String> others = texts(OTHERS);
    if (!others.isEmpty()) {
      findings.add(
          Finding.note(
              CHECK,
              "rights of others: " + String.join(", ", others),
              "if not meant so: revoke them"));
    }
    return findings;
  }

  private List<String> texts(String sql) throws SQLException {
    return query.list((PARTS + sql).replace("${schema}", schema), row -> row.getString(1));
  }
}
