package io.perdure.cli.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.Payload;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;

class TemporalReaderProperties {
  private final TemporalReader reader = new TemporalReader(1 << 20);

  /** An event's text, and what it says. */
  record Written(String type, Instant time, String json) {}

  /** What is written of an event apart from its number. */
  record Draft(String type, Instant time, String spaces, List<String> members, boolean idLast) {
    Written numbered(long id) {
      List<String> all = new ArrayList<>(members);
      all.add("\"eventType\":" + quoted(type));
      all.add("\"eventTime\":\"" + time + "\"");
      String number = "\"eventId\":" + (idLast ? id : "\"" + id + "\"");
      all.add(idLast ? all.size() : 0, number);
      String json = "{" + spaces + String.join(spaces + "," + spaces, all) + "}";
      return new Written(type, time, json);
    }
  }

  @Property(tries = 300)
  void everyEventComesBackAsItWasWritten(
      @ForAll("drafts") List<Draft> drafts, @ForAll("spaces") String spaces) throws Exception {
    List<String> texts = new ArrayList<>(List.of(ExportText.STARTED));
    List<Written> written = new ArrayList<>();
    for (Draft draft : drafts) {
      Written event = draft.numbered(texts.size() + 1L);
      written.add(event);
      texts.add(event.json());
    }
    String between = spaces + "," + spaces;
    String file = spaces + "{\"events\":[" + spaces + String.join(between, texts) + "]}" + spaces;

    TemporalHistory history = reader.read(ExportText.utf8(file));

    List<NewEvent> events = history.events(2, history.size());
    assertThat(events).hasSameSizeAs(written);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).payload()).isEqualTo(Payload.json(written.get(i).json()));
      assertThat(events.get(i).type()).isEqualTo(written.get(i).type());
      assertThat(events.get(i).recordedAt()).isEqualTo(written.get(i).time());
    }
    assertThat(history.bytes())
        .isEqualTo(texts.stream().mapToLong(text -> ExportText.utf8(text).length).sum());
  }

  @Property(tries = 300)
  void nonsenseIsRefusedAndNothingElse(@ForAll byte[] nonsense) {
    readOrRefuse(nonsense);
  }

  @Property(tries = 500)
  void aDamagedFileIsReadOrRefusedAndNothingElse(@ForAll int place, @ForAll byte value)
      throws IOException {
    byte[] file = Files.readAllBytes(Path.of("../samples/order-1042.json"));
    file[Math.floorMod(place, file.length)] = value;
    readOrRefuse(file);
  }

  @Property(tries = 200)
  void aTruncatedFileIsRefused(@ForAll int length) throws IOException {
    byte[] file = Files.readAllBytes(Path.of("../samples/order-1042.json"));
    int end = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf('}');
    byte[] cut = Arrays.copyOf(file, Math.floorMod(length, end));
    assertThat(readOrRefuse(cut)).isFalse();
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    Arbitrary<String> types =
        Arbitraries.oneOf(
            Arbitraries.of("TimerFired", "EVENT_TYPE_MARKER_RECORDED", "Unknown"),
            texts().ofMinLength(1).ofMaxLength(40));
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .map(
                nanos ->
                    Instant.ofEpochSecond(
                        Math.floorDiv(nanos, 1_000_000_000L),
                        Math.floorMod(nanos, 1_000_000_000L)));
    return Combinators.combine(types, times, spaces(), members(), Arbitraries.of(true, false))
        .as(Draft::new)
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(4);
  }

  private Arbitrary<List<String>> members() {
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            texts().ofMaxLength(20).map(TemporalReaderProperties::quoted),
            Arbitraries.of("null", "true", "-0", "1.50E+3", "[]", "{}", "\"\\u0000\\ud800\\/\""));
    Arbitrary<String> values =
        Arbitraries.lazyOf(
            () -> scalars,
            () -> scalars.list().ofMaxSize(3).map(list -> "[ " + String.join(" ,", list) + "]"),
            () -> scalars.map(value -> "{\"eventId\": " + value + ",\"}\":\"{\"}"));
    return values.list().ofMaxSize(4).map(TemporalReaderProperties::named);
  }

  private static List<String> named(List<String> values) {
    List<String> members = new ArrayList<>();
    for (String value : values) {
      members.add("\"own" + members.size() + "\" : " + value);
    }
    return members;
  }

  private static StringArbitrary texts() {
    return Arbitraries.strings().withCharRange('\u0001', '\uD7FF').withChars("\"\\/{}[],:");
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private boolean readOrRefuse(byte[] file) {
    try {
      return reader.read(file).size() > 0;
    } catch (RefusedException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }
}
