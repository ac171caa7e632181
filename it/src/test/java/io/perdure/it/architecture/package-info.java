/** The rules of the house, checked on the compiled classes, each also on classes that break it. */
@NullMarked
package io.perdure.it.architecture;

import org.jspecify.annotations.NullMarked;
