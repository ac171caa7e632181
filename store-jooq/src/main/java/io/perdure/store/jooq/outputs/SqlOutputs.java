package io.perdure.store.jooq.outputs;

import io.perdure.store.Bytes;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.Key;
import io.perdure.store.NotFoundException;
import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.SecondFinalException;
import io.perdure.store.outputs.TaskAttempt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads and appends outputs, on any way of access.
 *
 * <p>An output that has no key, no parents and no large payload and is no final is one statement.
 * Everything else decides first, so that nothing was written when it refuses.
 */
public final class SqlOutputs extends SqlOutputsReader implements Outputs {
  private static final String APPEND = "outputs.append";

  private final Limits limits;

  public SqlOutputs(Access access, String namespace, Limits limits) {
    super(access, namespace);
    this.limits = limits;
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements() {
    List<CompiledSql> all = new ArrayList<>(OutputsSql.ALL);
    all.addAll(LatestSql.all());
    return all;
  }

  @Override
  public OutputId append(NewOutput output) {
    Checks.present("output", output);
    Optional<Payload> payload =
        output.content() instanceof Content.Inline inline
            ? Optional.of(inline.payload())
            : Optional.empty();
    int bytes = payload.map(given -> given.bytes().size()).orElse(0);
    limits.payload("payload", bytes);
    OutputId id = OutputIds.next();
    boolean plain =
        output.key().isEmpty()
            && output.parents().isEmpty()
            && !output.kind().isFinal()
            && Bodies.small(bytes);
    return plain
        ? access.write(APPEND, WriteMode.STATEMENT, session -> insert(session, id, output))
        : access.write(APPEND, WriteMode.OPERATION, session -> append(session, id, output));
  }

  private OutputId append(Session session, OutputId id, NewOutput output) {
    if (output.kind().isFinal()) {
      lockFinals(session, output.of(), output.producer());
    }
    while (true) {
      Optional<OutputId> before = answeredBefore(session, output);
      if (before.isPresent()) {
        return before.get();
      }
      refuseMissingParents(session, output.parents());
      refuseSecondFinal(session, output);
      if (output.key().isEmpty() || take(session, output.key().get(), id, output)) {
        return insert(session, id, output);
      }
      // Another transaction took the key after it was looked for: its answer can be read now.
    }
  }

  private Optional<OutputId> answeredBefore(Session session, NewOutput output) {
    return output
        .key()
        .flatMap(key -> OutputsSql.ONCE.find(session, scope(output), key, OutputDigest.of(output)))
        .map(
            stored -> {
              try {
                return OutputId.of(new String(stored, StandardCharsets.US_ASCII));
              } catch (IllegalArgumentException e) {
                throw new CorruptRecordException(
                    OnceKeys.TABLE,
                    scope(output).readable(),
                    String.valueOf(e.getMessage()),
                    Optional.empty(),
                    e);
              }
            });
  }

  private boolean take(Session session, Key key, OutputId id, NewOutput output) {
    byte[] answer = id.value().getBytes(StandardCharsets.US_ASCII);
    return OutputsSql.ONCE.take(session, scope(output), key, OutputDigest.of(output), answer);
  }

  private OnceKeys.Scope scope(NewOutput output) {
    String task = output.of().task();
    return new OnceKeys.Scope(namespace, task, "outputs of task " + task);
  }

  private void refuseMissingParents(Session session, List<OutputId> parents) {
    Set<String> ids =
        parents.stream().map(OutputId::value).collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, OutputRow> there = new Lineage(session, namespace).rows(ids);
    for (String parent : ids) {
      if (!there.containsKey(parent)) {
        throw new NotFoundException("output", parent);
      }
    }
  }

  /** Until the transaction ends, nobody else makes a final of these. */
  private void lockFinals(Session session, TaskAttempt of, String producer) {
    String name = of.attempt() + " " + of.task().length() + " " + of.task() + producer;
    session.dialect().lock(session, namespace, "perdure final " + name);
  }

  private void refuseSecondFinal(Session session, NewOutput output) {
    if (!output.kind().isFinal()) {
      return;
    }
    TaskAttempt of = output.of();
    Optional<OutputId> first =
        output.only()
            ? LatestSql.firstFinal(session, namespace, of, output.producer())
            : LatestSql.id(
                within(session.bind(OutputsSql.ONLY_FINAL), of).set("producer", output.producer()),
                output.producer());
    if (first.isPresent()) {
      throw new SecondFinalException(of, output.producer(), first.get());
    }
  }

  private OutputId insert(Session session, OutputId id, NewOutput output) {
    Bound row =
        within(session.bind(OutputsSql.INSERT), output.of())
            .set("id", id.value())
            .set("producer", output.producer())
            .set("kind", output.kind().name())
            .set("name", output.name().orElse(null))
            .set("note", output.note().orElse(null))
            .set("only_final", output.only() ? 1 : 0)
            .clock();
    if (content(row, output.content()).update() != 1) {
      throw new IllegalStateException("output " + id + " was not taken: is a lock missing?");
    }
    if (!output.parents().isEmpty()) {
      insertParents(session, id, output.parents());
    }
    if (output.content() instanceof Content.Inline inline) {
      OutputsSql.BODIES.write(session, namespace, id.value(), inline.payload().bytes());
    }
    return id;
  }

  private void insertParents(Session session, OutputId id, List<OutputId> parents) {
    session
        .bind(OutputsSql.INSERT_PARENT)
        .set("ns", namespace)
        .set("id", id.value())
        .updateEach(
            parents.size(), (row, no) -> row.set("no", no).set("parent", parents.get(no).value()));
  }

  private static Bound content(Bound row, Content content) {
    if (content instanceof Content.Inline inline) {
      Payload payload = inline.payload();
      return row.set("content_type", payload.contentType())
          .set("size", payload.bytes().size())
          .set("uri", (String) null)
          .set("sha256", (byte[]) null)
          .set("payload", Bodies.inRow(payload.bytes()));
    }
    Content.Reference reference = (Content.Reference) content;
    return row.set("content_type", (String) null)
        .set("size", reference.length().orElse(null))
        .set("uri", reference.uri())
        .set("sha256", reference.sha256().map(Bytes::toByteArray).orElse(null))
        .set("payload", (byte[]) null);
  }

  private Bound within(Bound statement, TaskAttempt of) {
    return statement.set("ns", namespace).set("task", of.task()).set("attempt", of.attempt());
  }
}
