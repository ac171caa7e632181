/** General: what holds in every room, whatever the backend. */
@NullMarked
package io.perdure.conformance.general;

import org.jspecify.annotations.NullMarked;
