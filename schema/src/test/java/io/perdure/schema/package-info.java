/** Tests of the schema. */
@NullMarked
package io.perdure.schema;

import org.jspecify.annotations.NullMarked;
