package io.perdure.bench.profile;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One run, on the thread of its caller: waits count that fall into one. */
@Name(RunEvent.NAME)
@StackTrace(false)
final class RunEvent extends Event {
  static final String NAME = "io.perdure.bench.Run";
}
