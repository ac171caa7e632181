package io.perdure.store.jooq.outputs;

import static io.perdure.tables.Tables.PERDURE_OUTPUT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.SortField;

/**
 * The first or the newest of a producer's outputs. Each statement asks an index for one row per
 * kind, so that its cost does not depend on how many outputs there are.
 */
final class LatestSql {
  private static final String ENDS = "ends";

  private static final Set<OutputKind> FINALS =
      EnumSet.copyOf(EnumSet.allOf(OutputKind.class).stream().filter(OutputKind::isFinal).toList());

  /** The first final of an attempt and producer. */
  private static final CompiledSql FIRST_FINAL =
      CompiledSql.of(
          "outputs.first.final", dialect -> ends(FINALS, OutputsSql.producerWithin(), Field::asc));

  private static final Map<Shape, CompiledSql> NEWEST =
      Shape.all().stream().collect(Collectors.toUnmodifiableMap(shape -> shape, Shape::compiled));

  private LatestSql() {}

  static Collection<CompiledSql> all() {
    List<CompiledSql> all = new ArrayList<>(NEWEST.values());
    all.add(FIRST_FINAL);
    return all;
  }

  /** The newest of those. */
  static Optional<OutputId> newest(Session session, String namespace, Latest of) {
    Shape shape = new Shape(of.within().isPresent(), of.name().isPresent(), of.kind());
    Bound statement = session.bind(Objects.requireNonNull(NEWEST.get(shape))).set("ns", namespace);
    statement.set("producer", of.producer());
    of.within().ifPresent(within -> within(statement, within));
    of.name().ifPresent(name -> statement.set("name", name));
    return id(statement, of.producer());
  }

  /** The first final of that attempt and producer. */
  static Optional<OutputId> firstFinal(
      Session session, String namespace, TaskAttempt of, String producer) {
    Bound statement = session.bind(FIRST_FINAL).set("ns", namespace).set("producer", producer);
    within(statement, of);
    return id(statement, producer);
  }

  /** The id that the statement answers, of an output of that producer. */
  static Optional<OutputId> id(Bound statement, String producer) {
    return statement.first(
        row -> {
          String stored = Objects.requireNonNullElse(row.getString(1), "");
          String key = stored.isEmpty() ? "producer " + producer : stored;
          return Corrupt.row(OutputRow.TABLE, key, Optional.empty(), () -> OutputId.of(stored));
        });
  }

  private static void within(Bound statement, TaskAttempt of) {
    statement.set("task", of.task()).set("attempt", of.attempt());
  }

  /** Of each of the kinds the outermost that meets the condition, and of those the outermost. */
  private static Select<?> ends(
      Set<OutputKind> kinds, Condition meets, Function<Field<Long>, SortField<Long>> order) {
    List<Select<Record2<String, Long>>> each =
        kinds.stream().map(kind -> end(kind, meets, order)).toList();
    Select<Record2<String, Long>> all = each.get(0);
    for (Select<Record2<String, Long>> next : each.subList(1, each.size())) {
      all = all.unionAll(next);
    }
    return select(field(name(ENDS, "id"), String.class))
        .from(all.asTable(ENDS, "id", "pos"))
        .orderBy(order.apply(field(name(ENDS, "pos"), Long.class)))
        .limit(inline(1));
  }

  private static Select<Record2<String, Long>> end(
      OutputKind kind, Condition meets, Function<Field<Long>, SortField<Long>> order) {
    return select(PERDURE_OUTPUT.ID, PERDURE_OUTPUT.POS)
        .from(PERDURE_OUTPUT)
        .where(meets)
        .and(PERDURE_OUTPUT.KIND.eq(inline(kind.name())))
        .orderBy(order.apply(PERDURE_OUTPUT.POS))
        .limit(inline(1));
  }

  /** Which columns a question names. */
  private record Shape(boolean within, boolean named, Optional<OutputKind> kind) {
    static List<Shape> all() {
      List<Optional<OutputKind>> kinds = new ArrayList<>();
      kinds.add(Optional.empty());
      EnumSet.allOf(OutputKind.class).forEach(kind -> kinds.add(Optional.of(kind)));
      List<Shape> all = new ArrayList<>();
      for (boolean within : new boolean[] {false, true}) {
        for (boolean named : new boolean[] {false, true}) {
          kinds.forEach(kind -> all.add(new Shape(within, named, kind)));
        }
      }
      return all;
    }

    CompiledSql compiled() {
      Condition by = within ? OutputsSql.producerWithin() : OutputsSql.producer();
      Condition meets =
          named ? by.and(PERDURE_OUTPUT.NAME.eq(param("name", PERDURE_OUTPUT.NAME))) : by;
      Set<OutputKind> kinds = kind.map(EnumSet::of).orElse(EnumSet.allOf(OutputKind.class));
      String name =
          "outputs.latest"
              + (within ? ".within" : "")
              + (named ? ".named" : "")
              + kind.map(one -> "." + one).orElse("");
      return CompiledSql.of(name, dialect -> ends(kinds, meets, Field::desc));
    }
  }
}
