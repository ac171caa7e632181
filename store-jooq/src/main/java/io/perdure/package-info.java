/** The door: how a database is opened. */
@NullMarked
package io.perdure;

import org.jspecify.annotations.NullMarked;
