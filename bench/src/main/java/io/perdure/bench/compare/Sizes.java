package io.perdure.bench.compare;

import io.perdure.Perdure;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.own.Stock;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What events take on disk. */
final class Sizes {
  private static final int EVENTS_OF_A_WORKFLOW = 100;

  private Sizes() {}

  static RowResult run(Backend backend, Profile profile) throws IOException {
    List<String> told = new ArrayList<>();
    for (int bytes : new int[] {256, 2048}) {
      try (Place place = backend.place()) {
        try (Perdure perdure = PerdureEntry.open(place.database())) {
          new Stock(perdure.namespace(Stock.NAMESPACE))
              .histories(profile.sized(), EVENTS_OF_A_WORKFLOW, bytes);
        }
        place.settle();
        told.add(
            "an event of %d B takes %d bytes"
                .formatted(
                    bytes, place.events() / ((long) profile.sized() * EVENTS_OF_A_WORKFLOW)));
      }
    }
    return new RowResult(
        "disk bytes of an event",
        List.of(),
        List.of(),
        "With its indexes, %,d workflows of %d events: %s."
            .formatted(profile.sized(), EVENTS_OF_A_WORKFLOW, String.join(", and ", told)));
  }
}
