/** Tests of the command line. */
@NullMarked
package io.perdure.cli;

import org.jspecify.annotations.NullMarked;
