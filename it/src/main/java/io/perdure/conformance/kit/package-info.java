/** What the suites stand on: backends, fresh databases for each test, clauses and their report. */
@NullMarked
package io.perdure.conformance.kit;

import org.jspecify.annotations.NullMarked;
