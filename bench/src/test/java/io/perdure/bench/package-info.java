@NullMarked
package io.perdure.bench;

import org.jspecify.annotations.NullMarked;
