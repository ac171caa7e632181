/** The room of outputs. */
@NullMarked
package io.perdure.store.jooq.outputs;

import org.jspecify.annotations.NullMarked;
