package io.perdure.torture.checker;

import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import java.util.Optional;

/** Looks at one room of a store. */
interface RoomCheck {
  /** Reads the room, and checks what can be checked without looking at others. */
  void look();

  /** Whether that effect is there; empty if it is not of this room, or leaves nothing there. */
  Optional<Presence> presence(Entry entry, Effect effect);
}
