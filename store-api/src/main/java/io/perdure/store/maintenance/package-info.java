/** What makes room in a store: deleting workflows, and pruning what ended long ago. */
@NullMarked
package io.perdure.store.maintenance;

import org.jspecify.annotations.NullMarked;
