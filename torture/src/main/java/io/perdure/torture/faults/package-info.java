/** What strikes the processes and their database, each by its name. */
@NullMarked
package io.perdure.torture.faults;

import org.jspecify.annotations.NullMarked;
