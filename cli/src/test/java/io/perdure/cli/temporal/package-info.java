/** Tests of reading and importing exported histories. */
@NullMarked
package io.perdure.cli.temporal;

import org.jspecify.annotations.NullMarked;
