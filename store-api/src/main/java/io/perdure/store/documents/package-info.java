/** Documents: a small versioned value per key. */
@NullMarked
package io.perdure.store.documents;

import org.jspecify.annotations.NullMarked;
