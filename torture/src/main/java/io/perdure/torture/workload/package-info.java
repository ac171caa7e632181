/** Processes that use every room of a store, and write down what they ask and are told. */
@NullMarked
package io.perdure.torture.workload;

import org.jspecify.annotations.NullMarked;
