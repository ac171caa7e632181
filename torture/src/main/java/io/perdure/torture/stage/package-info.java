/** What a run has on stage: the processes, and the database that they share. */
@NullMarked
package io.perdure.torture.stage;

import org.jspecify.annotations.NullMarked;
