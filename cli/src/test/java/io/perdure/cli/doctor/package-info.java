/** Tests of what endangers a store. */
@NullMarked
package io.perdure.cli.doctor;

import org.jspecify.annotations.NullMarked;
