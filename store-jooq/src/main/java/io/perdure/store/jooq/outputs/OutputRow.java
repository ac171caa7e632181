package io.perdure.store.jooq.outputs;

import static io.perdure.tables.Tables.PERDURE_OUTPUT;

import io.perdure.store.Bytes;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A row of {@code perdure_output} as it is stored, without its bytes. */
record OutputRow(
    long pos,
    String id,
    String task,
    @Nullable Long attempt,
    String producer,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String note,
    @Nullable String contentType,
    @Nullable Long size,
    @Nullable String uri,
    Optional<Bytes> sha256,
    @Nullable Long at) {
  static final String TABLE = "perdure_output";

  /** Stands for an id that a corrupt row has not. */
  private static final String NONE = "";

  static final List<Field<?>> COLUMNS =
      List.of(
          PERDURE_OUTPUT.POS,
          PERDURE_OUTPUT.ID,
          PERDURE_OUTPUT.TASK,
          PERDURE_OUTPUT.ATTEMPT,
          PERDURE_OUTPUT.PRODUCER,
          PERDURE_OUTPUT.KIND,
          PERDURE_OUTPUT.NAME,
          PERDURE_OUTPUT.NOTE,
          PERDURE_OUTPUT.CONTENT_TYPE,
          PERDURE_OUTPUT.SIZE,
          PERDURE_OUTPUT.URI,
          PERDURE_OUTPUT.SHA256,
          PERDURE_OUTPUT.AT);

  static OutputRow of(ResultSet row) throws SQLException {
    return new OutputRow(
        row.getLong(1),
        Objects.requireNonNullElse(row.getString(2), NONE),
        row.getString(3),
        Corrupt.number(row, 4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        Corrupt.number(row, 10),
        row.getString(11),
        Optional.ofNullable(row.getBytes(12)).map(Bytes::copyOf),
        Corrupt.number(row, 13));
  }

  static OutputRow of(Record row) {
    return new OutputRow(
        row.get(PERDURE_OUTPUT.POS),
        Objects.requireNonNullElse(row.get(PERDURE_OUTPUT.ID), NONE),
        row.get(PERDURE_OUTPUT.TASK),
        row.get(PERDURE_OUTPUT.ATTEMPT),
        row.get(PERDURE_OUTPUT.PRODUCER),
        row.get(PERDURE_OUTPUT.KIND),
        row.get(PERDURE_OUTPUT.NAME),
        row.get(PERDURE_OUTPUT.NOTE),
        row.get(PERDURE_OUTPUT.CONTENT_TYPE),
        row.get(PERDURE_OUTPUT.SIZE),
        row.get(PERDURE_OUTPUT.URI),
        Optional.ofNullable(row.get(PERDURE_OUTPUT.SHA256)).map(Bytes::copyOf),
        Optional.ofNullable(row.get(PERDURE_OUTPUT.AT)).map(InstantNanos::toNanos).orElse(null));
  }

  /** With what stands behind the columns: what one row of the answer has of the bytes. */
  static OutputRow of(ResultSet row, BodyParts body) throws SQLException {
    body.take(row, COLUMNS.size() + 1);
    return of(row);
  }

  Output output(BodyParts body, List<OutputId> parents) {
    return Corrupt.row(
        TABLE,
        key(),
        Optional.empty(),
        () ->
            new Output(
                OutputId.of(id),
                of(),
                Checks.id("producer", producer),
                Corrupt.constant(OutputKind.class, kind),
                Corrupt.id("name", name),
                Corrupt.freeText("note", note),
                uri == null
                    ? new Content.Inline(
                        new Payload(
                            body.whole(Corrupt.present("size", size)),
                            Corrupt.present("content_type", contentType)))
                    : reference(uri),
                parents,
                instant()));
  }

  OutputEntry entry(Optional<PageToken> next) {
    return Corrupt.row(
        TABLE,
        key(),
        next,
        () ->
            new OutputEntry(
                OutputId.of(id),
                of(),
                Checks.id("producer", producer),
                Corrupt.constant(OutputKind.class, kind),
                Corrupt.id("name", name),
                Corrupt.freeText("note", note),
                uri == null
                    ? Optional.of(
                        new OutputEntry.Stored(
                            Checks.id("content_type", contentType),
                            Checks.notNegative("size", Corrupt.present("size", size))))
                    : Optional.empty(),
                Optional.ofNullable(uri).map(this::reference),
                instant()));
  }

  /** Roughly the bytes of its entry. */
  long bytes() {
    return Paging.length(task)
        + Paging.length(producer)
        + Paging.length(name)
        + Paging.length(note)
        + Paging.length(contentType)
        + Paging.length(uri);
  }

  private String key() {
    return id.isEmpty() ? "position " + pos : id;
  }

  private TaskAttempt of() {
    return new TaskAttempt(task, Corrupt.present("attempt", attempt));
  }

  private Instant instant() {
    return InstantNanos.toInstant(Corrupt.present("at", at));
  }

  private Content.Reference reference(String address) {
    return new Content.Reference(address, Optional.ofNullable(size), sha256);
  }
}
