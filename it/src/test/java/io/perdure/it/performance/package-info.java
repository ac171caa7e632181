/** What operations cost, held against what the documentation says. */
@NullMarked
package io.perdure.it.performance;

import org.jspecify.annotations.NullMarked;
