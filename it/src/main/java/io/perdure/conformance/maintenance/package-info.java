/** What is promised of maintenance. */
@NullMarked
package io.perdure.conformance.maintenance;

import org.jspecify.annotations.NullMarked;
