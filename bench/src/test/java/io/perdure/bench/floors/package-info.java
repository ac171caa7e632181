@NullMarked
package io.perdure.bench.floors;

import org.jspecify.annotations.NullMarked;
