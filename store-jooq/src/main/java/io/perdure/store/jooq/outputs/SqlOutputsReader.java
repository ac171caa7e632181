package io.perdure.store.jooq.outputs;

import static io.perdure.tables.Tables.PERDURE_OUTPUT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.outputs.Ancestor;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.outputs.TaskAttempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** Reads outputs, on any way of access. */
public class SqlOutputsReader implements OutputsReader {
  private static final String LIST = "outputs.list";

  /** What tokens have beside the position, which alone says where a list goes on. */
  private static final String POSITION = "pos";

  private static final String PARENTS = "perdure_output_parent";

  final Access access;
  final String namespace;

  public SqlOutputsReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public Optional<Output> find(OutputId id) {
    Checks.present("output id", id);
    return access.read("outputs.find", session -> find(session, id));
  }

  private Optional<Output> find(Session session, OutputId id) {
    BodyParts body = new BodyParts();
    List<OutputRow> rows =
        session
            .bind(OutputsSql.FIND)
            .set("ns", namespace)
            .set("id", id.value())
            .list(row -> OutputRow.of(row, body));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(rows.get(0).output(body, parents(session, id)));
  }

  private List<OutputId> parents(Session session, OutputId id) {
    List<Parent> rows =
        session
            .bind(OutputsSql.PARENTS)
            .set("ns", namespace)
            .set("id", id.value())
            .list(Parent::of);
    List<OutputId> parents = new ArrayList<>(rows.size());
    for (Parent row : rows) {
      if (row.no() != parents.size()) {
        throw new CorruptRecordException(
            PARENTS, id + " " + parents.size(), "a parent is missing", Optional.empty(), null);
      }
      parents.add(
          Corrupt.row(
              PARENTS,
              id + " " + row.no(),
              Optional.empty(),
              () -> OutputId.of(Corrupt.present("parent", row.parent()))));
    }
    return List.copyOf(parents);
  }

  @Override
  public Optional<Output> latest(Latest of) {
    Checks.present("latest", of);
    return access.read(
        "outputs.latest",
        session -> LatestSql.newest(session, namespace, of).flatMap(id -> find(session, id)));
  }

  @Override
  public Page<OutputEntry> list(TaskAttempt of, PageRequest page) {
    Checks.present("of", of);
    Checks.present("page", page);
    String list = LIST + " " + of.attempt() + " " + of.task();
    Optional<RowKey> after = Paging.after(list, page);
    return access.read(
        LIST,
        session -> Paging.read(list, page.size(), after, new Entries(session, namespace, of)));
  }

  @Override
  public List<Ancestor> lineage(OutputId id, int depth) {
    Checks.present("output id", id);
    Checks.between("depth", depth, 1, Lineage.MAX_DEPTH);
    return access.read("outputs.lineage", session -> new Lineage(session, namespace).of(id, depth));
  }

  private record Parent(long no, @Nullable String parent) {
    static Parent of(ResultSet row) throws SQLException {
      return new Parent(row.getLong(1), row.getString(2));
    }
  }

  private record Entries(Session session, String namespace, TaskAttempt of)
      implements Paging.Rows<OutputRow, OutputEntry> {
    @Override
    public List<OutputRow> behind(Optional<RowKey> last, int limit) {
      Condition begin = last.map(row -> PERDURE_OUTPUT.POS.gt(row.number())).orElse(noCondition());
      return session
          .dsl()
          .select(OutputRow.COLUMNS)
          .from(PERDURE_OUTPUT)
          .where(PERDURE_OUTPUT.NS.eq(namespace))
          .and(PERDURE_OUTPUT.TASK.eq(of.task()))
          .and(PERDURE_OUTPUT.ATTEMPT.eq(of.attempt()))
          .and(begin)
          .orderBy(PERDURE_OUTPUT.POS)
          .limit(inline(limit))
          .fetch(OutputRow::of);
    }

    @Override
    public RowKey key(OutputRow row) {
      return new RowKey(row.pos(), POSITION);
    }

    @Override
    public long bytes(OutputRow row) {
      return row.bytes();
    }

    @Override
    public OutputEntry entry(OutputRow row, Optional<PageToken> next) {
      return row.entry(next);
    }
  }
}
