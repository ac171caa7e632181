/**
 * Where the time of an operation goes: in this process by events of the Java flight recorder and by
 * looking at its callers, on a Postgres server by what it says of its statements. A profile is
 * taken apart from the measuring, and says of which parts the measured time is made up.
 */
@NullMarked
package io.perdure.bench.profile;

import org.jspecify.annotations.NullMarked;
