package io.perdure.cli;

import io.perdure.schema.Database;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of database: {@code sqlite} or {@code postgres}. */
final class DatabaseKind implements ITypeConverter<Database> {
  @Override
  public Database convert(String name) {
    for (Database database : Database.values()) {
      if (database.name().toLowerCase(Locale.ROOT).equals(name)) {
        return database;
      }
    }
    throw new TypeConversionException("it must be sqlite or postgres, not " + name);
  }
}
