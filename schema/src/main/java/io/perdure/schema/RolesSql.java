package io.perdure.schema;

/**
 * The SQL that gives a Postgres schema three roles: who migrates owns it, who writes may not change
 * what the schema says of itself, and who reads may read. It may be run again, whatever is there.
 */
final class RolesSql {
  /** Longest of the roles' endings. */
  private static final int MOST_OF_NAME = 63 - "_migrator".length();

  private static final String SCRIPT =
      """
      -- Roles of the store in the schema "${schema}": ${schema}_migrator owns it, ${schema}_writer and ${schema}_reader work on it.
      -- For an administrator, before the first migration and once after it; again is fine. They cannot log in: alter them, or
      -- grant writer and reader to who can. Whoever migrates must be ${schema}_migrator itself, so that it owns what it makes.
      begin;

      do $$
      declare
        role text;
      begin
        foreach role in array array['${schema}_migrator', '${schema}_writer', '${schema}_reader'] loop
          if to_regrole(quote_ident(role)) is null then
            execute format('create role %I nologin', role);
          end if;
        end loop;
      end $$;

      create schema if not exists "${schema}";
      alter schema "${schema}" owner to "${schema}_migrator";
      grant usage on schema "${schema}" to "${schema}_writer", "${schema}_reader";

      alter default privileges for role "${schema}_migrator" in schema "${schema}"
        grant select on tables to "${schema}_writer", "${schema}_reader";
      alter default privileges for role "${schema}_migrator" in schema "${schema}"
        grant insert, update, delete on tables to "${schema}_writer";

      do $$
      declare
        relation record;
      begin
        for relation in
          select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = '${schema}' and c.relname like 'perdure\\_%' and c.relkind in ('r', 'p', 'v')
        loop
          execute format('alter table %I.%I owner to %I', '${schema}', relation.relname, '${schema}_migrator');
          execute format('grant select on %I.%I to %I, %I', '${schema}', relation.relname,
            '${schema}_writer', '${schema}_reader');
          if relation.relname in ('perdure_schema', 'perdure_store', 'perdure_changelog', 'perdure_changelog_lock') then
            execute format('revoke insert, update, delete on %I.%I from %I', '${schema}', relation.relname,
              '${schema}_writer');
          else
            execute format('grant insert, update, delete on %I.%I to %I', '${schema}', relation.relname,
              '${schema}_writer');
          end if;
        end loop;
      end $$;

      commit;
      """;

  private RolesSql() {}

  static String of(SchemaName schema) {
    if (schema.name().length() > MOST_OF_NAME) {
      throw new IllegalArgumentException(
          "schema must have at most " + MOST_OF_NAME + " letters to name roles after it");
    }
    return SCRIPT.replace(PrintedSql.SCHEMA, schema.name());
  }
}
