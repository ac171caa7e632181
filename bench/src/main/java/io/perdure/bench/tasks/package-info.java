/** What is measured of the task queue. */
@NullMarked
package io.perdure.bench.tasks;

import org.jspecify.annotations.NullMarked;
