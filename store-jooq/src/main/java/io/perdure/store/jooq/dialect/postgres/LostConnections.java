package io.perdure.store.jooq.dialect.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.perdure.store.jooq.sql.ErrorKind;
import java.sql.SQLException;

/**
 * After which errors the pool drops a connection: only when it is lost. Of its own accord it would
 * also drop that of a body which asks for what the driver cannot do.
 */
final class LostConnections implements SQLExceptionOverride {
  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException error) {
    return PostgresErrors.classify(error) == ErrorKind.CONNECTION
        ? SQLExceptionOverride.Override.MUST_EVICT
        : SQLExceptionOverride.Override.DO_NOT_EVICT;
  }
}
