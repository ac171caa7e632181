/** One turn of an agent, killed wherever it can be. */
@NullMarked
package io.perdure.it.agent;

import org.jspecify.annotations.NullMarked;
