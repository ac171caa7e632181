/** The room of documents. */
@NullMarked
package io.perdure.store.jooq.documents;

import org.jspecify.annotations.NullMarked;
