package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** A database that Perdure runs on. */
public enum Database {
  /** SQLite 3.43 or newer, in a file. */
  SQLITE("sqlite"),

  /** PostgreSQL 15 or newer. */
  POSTGRES("postgresql");

  private final String productName;

  Database(String productName) {
    this.productName = productName;
  }

  /**
   * The database that a connection leads to.
   *
   * @throws SchemaException if it is one that Perdure does not run on
   */
  public static Database of(Connection connection) {
    try {
      String product = connection.getMetaData().getDatabaseProductName();
      for (Database database : values()) {
        if (product.toLowerCase(Locale.ROOT).equals(database.productName)) {
          return database;
        }
      }
      throw new SchemaException("Perdure runs on SQLite and PostgreSQL, not on " + product);
    } catch (SQLException e) {
      throw new SchemaException("The database did not tell its name", e);
    }
  }

  /** The name that the changelog knows this database by. */
  String changelogName() {
    return productName;
  }
}
