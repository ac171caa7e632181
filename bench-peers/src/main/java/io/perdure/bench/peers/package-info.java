/**
 * Other libraries that can do some of what Perdure does, to be measured beside it in the same run.
 * Each has a package of its own, whose description says with which settings it runs; what they
 * share is here.
 */
@NullMarked
package io.perdure.bench.peers;

import org.jspecify.annotations.NullMarked;
