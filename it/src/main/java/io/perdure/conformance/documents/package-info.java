/** What documents promise. */
@NullMarked
package io.perdure.conformance.documents;

import org.jspecify.annotations.NullMarked;
