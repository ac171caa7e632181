@NullMarked
package io.perdure.bench.profile;

import org.jspecify.annotations.NullMarked;
