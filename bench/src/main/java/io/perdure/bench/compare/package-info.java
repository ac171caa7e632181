/** Who is compared with whom at what, and the bars. */
@NullMarked
package io.perdure.bench.compare;

import org.jspecify.annotations.NullMarked;
