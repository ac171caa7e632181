package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.input.Cells.Place;
import io.perdure.conformance.input.Cells.Presence;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Store;
import io.perdure.store.packages.ArchiveGoneException;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.StoredPackage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G10")
@DisplayName("Any one cell of any table that a faulty disk changed")
public abstract class CorruptCellsSuite {
  private static final String TEXT = "w";
  private static final String OTHER = "another";

  /** Columns in which at least one of the spoils says what cannot be. */
  private static final Set<String> MUST_BE_TOLD =
      new TreeSet<>(
          List.of(
              "perdure_archive_chunk.content",
              "perdure_body.bytes",
              "perdure_document.content_type",
              "perdure_document.size",
              "perdure_event.content_type",
              "perdure_event.mark",
              "perdure_event.type",
              "perdure_lease.incarnation",
              "perdure_lease.owner",
              "perdure_lease.reason",
              "perdure_lease.token",
              "perdure_output.attempt",
              "perdure_output.content_type",
              "perdure_output.kind",
              "perdure_output.name",
              "perdure_output.note",
              "perdure_output.size",
              "perdure_output.uri",
              "perdure_output_parent.parent",
              "perdure_package.length",
              "perdure_package.sha256",
              "perdure_route.hash",
              "perdure_run.status",
              "perdure_run.type",
              "perdure_task.attempt",
              "perdure_task.content_type",
              "perdure_task.queue",
              "perdure_task.reason",
              "perdure_task.size",
              "perdure_task.state",
              "perdure_timer.available_at",
              "perdure_workflow.status",
              "perdure_workflow.type"));

  /** Columns that may never be empty, and that no reader decodes: guards, filters and order. */
  private static final Set<String> UNDECODED =
      Set.of(
          "perdure_archive.state",
          "perdure_event.tx",
          "perdure_once.at",
          "perdure_output.only_final",
          "perdure_run.first_seq",
          "perdure_task.digest",
          "perdure_task.held",
          "perdure_timer.version");

  @Test
  @DisplayName("is told with table and key by what reads it, or does no harm; nothing breaks")
  void everyCell(Database database) throws Exception {
    Spoiled spoiled = new Spoiled(database);
    Map<String, Place> columns = new LinkedHashMap<>();
    spoiled.places.forEach(place -> columns.putIfAbsent(place.name(), place));
    Set<String> told = new TreeSet<>();
    int count = 0;
    for (Place place : columns.values()) {
      for (Object bad : spoils(place)) {
        if (spoiled.cells.write(place, bad)) {
          count++;
          if (spoiled.isTold(place, bad)) {
            told.add(place.name());
          }
          spoiled.cells.restore(place, bad);
        }
      }
    }
    spoiled.assertNothingSilent();
    assertThat(count).isGreaterThan(150);
    assertThat(told).containsAll(MUST_BE_TOLD);
    spoiled.assertRestored();
  }

  @Test
  @DisplayName("is told where it is missing and never may be, and others' rows are read on")
  void missing(Database database) throws Exception {
    Spoiled spoiled = new Spoiled(database);
    Set<String> told = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    for (Place place : spoiled.places) {
      if (place.presence() == Presence.REQUIRED) {
        required.add(place.name());
        assertThat(spoiled.cells.write(place, null)).as("emptied %s", place.name()).isTrue();
        if (spoiled.isTold(place, null) || spoiled.isToldAgain(place)) {
          told.add(place.name());
        }
        spoiled.assertOthersRead(place);
        spoiled.cells.restore(place, null);
      } else if (place.presence() == Presence.KEY) {
        assertThat(spoiled.cells.write(place, null)).as("emptied %s", place.name()).isFalse();
      }
    }
    spoiled.assertNothingSilent();
    required.removeAll(UNDECODED);
    assertThat(told).isEqualTo(required);
    spoiled.assertRestored();
  }

  @Test
  @Clause("P2")
  @DisplayName("is told by a list in whose order it is missing, wherever that would have it stand")
  void undated(Database database) throws Exception {
    Packages packages = database.store().packages();
    for (String type : List.of("a", "b", "c")) {
      packages.put(new DeployedPackage(type, type, AT), Bytes.utf8(type));
    }
    Cells cells = Cells.of(Beside.of(database));
    List<Place> places = cells.places();
    cells.lift(places);
    Place instant =
        places.stream()
            .filter(place -> place.name().equals("perdure_package.deployed_at"))
            .filter(place -> place.key().containsValue("b"))
            .findFirst()
            .orElseThrow();
    assertThat(cells.write(instant, null)).isTrue();

    for (int pageSize : new int[] {1, 2, 9}) {
      List<String> told = new ArrayList<>();
      assertThat(Readings.readOn(pageSize, packages::list, corrupt -> told.add(corrupt.key())))
          .extracting(stored -> ((StoredPackage) stored).type())
          .containsExactly("a", "c");
      assertThat(told).containsExactly("b b");
      assertThat(Readings.readOn(pageSize, packages::archives, corrupt -> told.add(corrupt.key())))
          .hasSize(2);
      assertThat(told).containsExactly("b b", "b b");
    }
  }

  /** A store with two texts everywhere, and what reads the first. */
  private static final class Spoiled {
    private final Everywhere everywhere;
    private final Cells cells;
    private final List<Place> places;
    private final Map<String, Readings> readings;
    private final Map<String, Readings> others;
    private final Map<String, Map<String, List<Object>>> lists = new LinkedHashMap<>();
    private final List<String> silent = new ArrayList<>();

    Spoiled(Database database) throws Exception {
      Store store = database.store();
      everywhere = new Everywhere(store, TEXT);
      everywhere.write();
      cells = Cells.of(Beside.of(database));
      places = cells.places();
      List<String> tables = places.stream().map(Place::table).distinct().toList();
      readings = Readings.of(store, TEXT, tables);
      new Everywhere(store, OTHER).write();
      others = Readings.of(store, OTHER, tables);
      others.forEach((table, other) -> lists.put(table, other.listed()));
      cells.lift(places);
    }

    /** Reads all that reads that table; answers whether any was told that something is corrupt. */
    boolean isTold(Place place, @Nullable Object bad) {
      boolean told = false;
      for (Map.Entry<String, Callable<Object>> read :
          Objects.requireNonNull(readings.get(place.table())).all().entrySet()) {
        told |= isTold(place.name() + " <- " + shown(bad) + ": " + read.getKey(), read.getValue());
      }
      return told;
    }

    /** Repeats what has a key, if that is a row of keys. */
    boolean isToldAgain(Place place) {
      boolean told = false;
      if (place.table().equals("perdure_once")) {
        for (Map.Entry<String, Callable<Object>> repeat : everywhere.repeats().entrySet()) {
          told |= isTold(place + ": " + repeat.getKey(), repeat.getValue());
        }
      }
      return told;
    }

    private boolean isTold(String what, Callable<Object> read) {
      try {
        Sound.of(read.call()).ifPresent(nonsense -> silent.add(what + " says " + nonsense));
        return false;
      } catch (CorruptRecordException corrupt) {
        if (!corrupt.table().startsWith("perdure_")) {
          silent.add(what + " does not name the table: " + corrupt);
        }
        return true;
      } catch (NotFoundException | ArchiveGoneException gone) {
        return false; // what is not there cannot be told from what was never there
      } catch (Exception broken) {
        silent.add(what + " throws " + broken);
        return false;
      }
    }

    /** That nothing but one row of one text keeps anybody from reading. */
    void assertOthersRead(Place place) {
      Readings other = Objects.requireNonNull(others.get(place.table()));
      other
          .named()
          .forEach((name, read) -> assertThat(isTold(place + " beside " + name, read)).isFalse());
      Map<String, List<Object>> before = Objects.requireNonNull(lists.get(place.table()));
      other
          .listed()
          .forEach(
              (name, left) -> {
                List<Object> lost = new ArrayList<>(before.getOrDefault(name, List.of()));
                lost.removeAll(left);
                assertThat(lost)
                    .as("what %s lists no more beside a row without %s", name, place.name())
                    .hasSizeLessThanOrEqualTo(1);
              });
    }

    void assertNothingSilent() {
      assertThat(silent).as("what nobody was told").isEmpty();
    }

    void assertRestored() {
      readings
          .values()
          .forEach(
              of ->
                  of.all()
                      .forEach((name, read) -> assertThat(isTold(name, read)).as(name).isFalse()));
      assertNothingSilent();
    }
  }

  /** What a cell of that type may be changed to. */
  private static List<@Nullable Object> spoils(Place place) {
    Object value = place.value();
    List<@Nullable Object> spoils = new ArrayList<>();
    if (value instanceof Number number) {
      long was = number.longValue();
      spoils.addAll(List.of(-1L, Long.MAX_VALUE, was + 1));
    } else if (value instanceof byte[] was && was.length == 0) {
      spoils.add(new byte[1]);
    } else if (value instanceof byte[] was) {
      byte[] flipped = was.clone();
      flipped[was.length / 2] ^= 1;
      spoils.addAll(
          List.of(
              new byte[0],
              Arrays.copyOf(was, was.length - 1),
              Arrays.copyOf(was, was.length + 1),
              flipped));
    } else {
      spoils.addAll(List.of("", "x".repeat(9000), "\u00e9" + value));
    }
    spoils.removeIf(bad -> bad != null && bad.equals(value));
    if (place.presence() != Presence.KEY) {
      spoils.add(null);
    }
    return spoils;
  }

  private static String shown(@Nullable Object bad) {
    String shown = bad instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(bad);
    return shown.length() > 30 ? shown.substring(0, 30) + "…" : shown;
  }
}
